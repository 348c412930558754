package dev.sluice.producer.problem;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.validation.ConstraintViolation;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;

import io.quarkiverse.resteasy.problem.HttpProblem;
import org.jboss.resteasy.reactive.RestResponse.StatusCode;

import dev.sluice.catalog.JobDefinition;
import dev.sluice.job.json.FieldPath;
import dev.sluice.producer.problem.Problem.Violation;

/** The problems that a job may have, each with a status and a type of its own. */
public final class Problems {

    private static final String TYPE_PREFIX = "urn:sluice:problem:";
    /** RFC 9110, section 15.5.21; the JAX-RS constants do not have it. */
    private static final int UNPROCESSABLE_CONTENT = 422;

    /** As much of an unknown name as is repeated to the client. */
    private static final int UNKNOWN_TYPE_ECHO = 64;

    /** As many as a person reads; an answer stays small whatever was sent. */
    private static final int MAX_VIOLATIONS = 20;

    private Problems() {}

    /** 400: the body is not JSON. */
    public static HttpProblem malformed(String detail) {
        return problem("malformed-json", "The body is not JSON", StatusCode.BAD_REQUEST, detail)
                .build();
    }

    /** 404: there is no such job type. */
    public static HttpProblem unknownType(String type, Collection<JobDefinition> known) {
        String shown = type.length() <= UNKNOWN_TYPE_ECHO ? type : type.substring(0, UNKNOWN_TYPE_ECHO) + "…";
        String names = known.stream().map(JobDefinition::type).collect(Collectors.joining(", "));
        return problem(
                        "unknown-job-type",
                        "There is no such job type",
                        StatusCode.NOT_FOUND,
                        "\"%s\" is not a job type; GET /job-types lists them: %s".formatted(shown, names))
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

    /** 422: these fields are wrong. */
    public static <T> HttpProblem invalid(String path, Set<ConstraintViolation<T>> violations) {
        return invalid(violations.stream()
                .map(violation -> new Violation(field(path, violation), violation.getMessage()))
                .sorted(Comparator.comparing(Violation::field).thenComparing(Violation::message))
                .limit(MAX_VIOLATIONS)
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

    private static String field(String prefix, ConstraintViolation<?> violation) {
        String path = FieldPath.of(violation.getPropertyPath());
        return prefix.isEmpty() || path.isEmpty() ? prefix + path : prefix + "." + path;
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
