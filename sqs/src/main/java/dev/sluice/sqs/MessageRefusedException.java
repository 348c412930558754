package dev.sluice.sqs;

/** SQS refused the message for its own content, so that sending it again cannot help: it was not sent. */
public final class MessageRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    public MessageRefusedException(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** SQS's error code, such as {@code InvalidParameterValue}. */
    public String code() {
        return code;
    }
}
