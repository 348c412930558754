package dev.sluice.builtin.http.url;

/**
 * A request that will not be sent, now or ever: its URL cannot be called, or points where jobs must not reach. The
 * message is fit for a log and a dead-letter queue: no query string, no header value.
 */
public final class RefusedRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RefusedRequestException(String message) {
        // No stack trace: this is an answer to the one who sent the job, not a fault in the code.
        super(message, null, false, false);
    }
}
