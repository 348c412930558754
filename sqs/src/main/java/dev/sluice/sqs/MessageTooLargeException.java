package dev.sluice.sqs;

/** The message is larger than SQS takes: it was not sent. */
public final class MessageTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int size;

    public MessageTooLargeException(int size) {
        super("The message has %,d bytes; SQS takes at most %,d".formatted(size, SqsQuotas.MESSAGE_BYTES));
        this.size = size;
    }

    /** Bytes, as SQS counts them: body and attributes. */
    public int size() {
        return size;
    }
}
