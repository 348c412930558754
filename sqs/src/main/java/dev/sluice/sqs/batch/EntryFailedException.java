package dev.sluice.sqs.batch;

/** SQS refused an entry for a reason in the entry itself. */
public final class EntryFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    EntryFailedException(Answer.Failed<?> answer) {
        super(answer.code() + ": " + answer.message(), null, false, false);
        this.code = answer.code();
    }

    /** SQS's error code, such as {@code ReceiptHandleIsInvalid}. */
    public String code() {
        return code;
    }
}
