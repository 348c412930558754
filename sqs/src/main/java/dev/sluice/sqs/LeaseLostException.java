package dev.sluice.sqs;

/** The message was not settled, because the right to it was lost: SQS delivers it again, or already has. */
public final class LeaseLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LeaseLostException(String messageId) {
        super("The lease on message " + messageId + " is lost", null, false, false);
    }
}
