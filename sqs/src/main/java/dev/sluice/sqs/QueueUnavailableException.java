package dev.sluice.sqs;

/**
 * SQS did not take the message in time. It may still have stored it, if only the answer was lost, so whoever sends it
 * again should do so under the same id.
 */
public final class QueueUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public QueueUnavailableException(String message, Throwable cause) {
        super(message, cause, false, false);
    }
}
