package dev.sluice.sqs;

/** SQS refuses the message for what it is, such as a delay in a FIFO queue: it was not sent, and never will be. */
public final class MessageRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code SQS's error code
     * @param message what SQS says is wrong
     */
    public MessageRefusedException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** SQS's error code, such as {@code InvalidParameterValue}. */
    public String code() {
        return code;
    }
}
