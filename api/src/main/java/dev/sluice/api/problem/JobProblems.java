package dev.sluice.api.problem;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;

import io.quarkiverse.resteasy.problem.HttpProblem;
import org.jboss.resteasy.reactive.RestResponse.StatusCode;

import dev.sluice.api.problem.ProblemDocument.Violation;
import dev.sluice.client.InvalidJobException;
import dev.sluice.client.UnknownJobTypeException;

/** The problems that a job may have, each with a status and a type of its own. */
public final class JobProblems {

    private static final String TYPE_PREFIX = "urn:sluice:problem:";
    /** RFC 9110, section 15.5.21; the JAX-RS constants do not have it. */
    private static final int UNPROCESSABLE_CONTENT = 422;

    private JobProblems() {}

    /** 400: the body is not JSON. */
    public static HttpProblem malformed(String detail) {
        return problem("malformed-json", "The body is not JSON", StatusCode.BAD_REQUEST, detail)
                .build();
    }

    /** 404: there is no such job type. */
    public static HttpProblem unknownType(UnknownJobTypeException failure) {
        String names = String.join(", ", failure.known());
        return problem(
                        "unknown-job-type",
                        "There is no such job type",
                        StatusCode.NOT_FOUND,
                        "%s; GET /job-types lists them: %s".formatted(failure.getMessage(), names))
                .with("violations", List.of(new Violation("type", "must be one of: " + names)))
                .build();
    }

    /** 413: the job makes a larger message than SQS takes. */
    public static HttpProblem tooLarge(String detail) {
        return problem("job-too-large", "The job is too large", Status.REQUEST_ENTITY_TOO_LARGE.getStatusCode(), detail)
                .build();
    }

    /** 422: a field is wrong. */
    public static HttpProblem invalid(String field, String message) {
        return invalid(List.of(new Violation(field, message)));
    }

    /** 422: some fields are wrong. */
    public static HttpProblem invalid(InvalidJobException failure) {
        return invalid(failure.fields().stream()
                .map(field -> new Violation(field.path(), field.reason()))
                .toList());
    }

    /** 422: the queue does not take such a message, and will not later. */
    public static HttpProblem refused(String detail) {
        return problem("job-refused", "The queue refuses the job", UNPROCESSABLE_CONTENT, detail)
                .build();
    }

    private static HttpProblem invalid(List<Violation> violations) {
        Violation first = violations.getFirst();
        String subject = first.field().isEmpty() ? "The body" : first.field();
        return problem("invalid-job", "The job is not valid", UNPROCESSABLE_CONTENT, subject + " " + first.message())
                .with("violations", violations)
                .build();
    }

    /** 503: the queue cannot take the job now. */
    public static HttpProblem unavailable(String detail, Duration retryAfter) {
        return problem("queue-unavailable", "The queue cannot take the job now", StatusCode.SERVICE_UNAVAILABLE, detail)
                .withHeader(HttpHeaders.RETRY_AFTER, seconds(retryAfter))
                .build();
    }

    /** Whole seconds, at least one. */
    static String seconds(Duration retryAfter) {
        return Long.toString(Math.max(1, retryAfter.toSeconds()));
    }

    static HttpProblem.Builder problem(String type, String title, int status, String detail) {
        return HttpProblem.builder()
                .withType(URI.create(TYPE_PREFIX + type))
                .withTitle(title)
                .withStatus(status)
                .withDetail(detail);
    }
}
