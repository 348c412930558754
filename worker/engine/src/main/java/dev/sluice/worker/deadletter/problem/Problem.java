package dev.sluice.worker.deadletter.problem;

import java.net.HttpURLConnection;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The form of every error answer: RFC 9457.
 *
 * @param type which kind of problem, for programs
 * @param title which kind of problem, for people
 * @param status the HTTP status
 * @param detail what is wrong with this request, and what to do
 */
@RegisterForReflection
public record Problem(String type, String title, int status, String detail) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /** RFC 9110, section 15.5.21. */
    private static final int UNPROCESSABLE_CONTENT = 422;

    private static final String TYPE_PREFIX = "urn:sluice:problem:";

    public static Problem malformed(String detail) {
        return of("malformed-json", "The body is not JSON", HttpURLConnection.HTTP_BAD_REQUEST, detail);
    }

    public static Problem unauthorized(String detail) {
        return of("token-missing", "The token is missing or wrong", HttpURLConnection.HTTP_UNAUTHORIZED, detail);
    }

    public static Problem forbidden(String detail) {
        return of(
                "not-from-here", "Only the worker's own machine is answered", HttpURLConnection.HTTP_FORBIDDEN, detail);
    }

    public static Problem closed(String detail) {
        return of("closed", "Dead letters are closed without a token", HttpURLConnection.HTTP_FORBIDDEN, detail);
    }

    /** The request is none that HTTP allows. */
    public static Problem badRequest(String detail) {
        return of("bad-request", "The request is not valid HTTP", HttpURLConnection.HTTP_BAD_REQUEST, detail);
    }

    public static Problem foreignPage(String detail) {
        return of("foreign-page", "The page is from elsewhere", HttpURLConnection.HTTP_FORBIDDEN, detail);
    }

    public static Problem notFound(String detail) {
        return of("not-found", "There is nothing here", HttpURLConnection.HTTP_NOT_FOUND, detail);
    }

    static Problem unknownQueue(String detail) {
        return of("unknown-queue", "There is no such queue here", HttpURLConnection.HTTP_NOT_FOUND, detail);
    }

    public static Problem methodNotAllowed(String detail) {
        return of("method-not-allowed", "The method is not allowed here", HttpURLConnection.HTTP_BAD_METHOD, detail);
    }

    static Problem noDeadLetterQueue(String detail) {
        return of("no-dead-letter-queue", "There is no dead-letter queue", HttpURLConnection.HTTP_CONFLICT, detail);
    }

    static Problem refused(String detail) {
        return of("refused-by-sqs", "Amazon SQS refuses this now", HttpURLConnection.HTTP_CONFLICT, detail);
    }

    public static Problem tooLarge(String detail) {
        return of("too-large", "The request is too large", HttpURLConnection.HTTP_ENTITY_TOO_LARGE, detail);
    }

    public static Problem wrongMediaType(String detail) {
        return of("wrong-media-type", "The body must be JSON", HttpURLConnection.HTTP_UNSUPPORTED_TYPE, detail);
    }

    public static Problem invalid(String detail) {
        return of("invalid-request", "The request is not valid", UNPROCESSABLE_CONTENT, detail);
    }

    static Problem internal() {
        return of(
                "internal-error",
                "The worker has a fault",
                HttpURLConnection.HTTP_INTERNAL_ERROR,
                "The worker's log says more.");
    }

    static Problem unavailable(String detail) {
        return of("queue-unavailable", "Amazon SQS cannot be used now", HttpURLConnection.HTTP_UNAVAILABLE, detail);
    }

    public ProblemException asException() {
        return new ProblemException(this);
    }

    private static Problem of(String type, String title, int status, String detail) {
        return new Problem(TYPE_PREFIX + type, title, status, detail);
    }
}
