package dev.sluice.api.problem;

import java.time.Duration;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.quarkiverse.resteasy.problem.HttpProblem;
import org.jboss.resteasy.reactive.RestResponse.StatusCode;

/** The problems that a request may have before anybody looks at the job in it. */
public final class RequestProblems {

    private RequestProblems() {}

    /** 400: the request is not HTTP as it should be. */
    public static HttpProblem badRequest(String detail) {
        return JobProblems.problem("malformed-request", "The request is not valid", StatusCode.BAD_REQUEST, detail)
                .build();
    }

    /** 405: the resource has other methods. */
    public static HttpProblem methodNotAllowed(String allowed) {
        return JobProblems.problem(
                        "method-not-allowed",
                        "There is no such method",
                        StatusCode.METHOD_NOT_ALLOWED,
                        "The methods here are: " + allowed)
                .withHeader(HttpHeaders.ALLOW, allowed)
                .build();
    }

    /** 406: the client accepts no JSON. */
    public static HttpProblem notAcceptable() {
        return JobProblems.problem(
                        "not-acceptable",
                        "There is no such form",
                        StatusCode.NOT_ACCEPTABLE,
                        "Answers are application/json: the Accept header must allow it")
                .build();
    }

    /** 415: the body is not declared as JSON. */
    public static HttpProblem unsupportedMediaType() {
        return JobProblems.problem(
                        "media-type",
                        "The body is not declared as JSON",
                        StatusCode.UNSUPPORTED_MEDIA_TYPE,
                        "The body must be JSON, with the header Content-Type: application/json")
                .build();
    }

    /** 415: the body is compressed, or encoded in some other way. */
    public static HttpProblem encoded() {
        return JobProblems.problem(
                        "content-encoding",
                        "The body is encoded",
                        StatusCode.UNSUPPORTED_MEDIA_TYPE,
                        "Content-Encoding is not supported: send the body as it is, not compressed")
                .withHeader(HttpHeaders.ACCEPT_ENCODING, "identity")
                .build();
    }

    /** 400: nobody knows where the body ends. RFC 9112 would have 501, which sets off alarms for a fault of the server. */
    public static HttpProblem unknownTransferCoding() {
        return JobProblems.problem(
                        "transfer-coding",
                        "The transfer coding is not known",
                        StatusCode.BAD_REQUEST,
                        "The only Transfer-Encoding here is: chunked")
                .build();
    }

    /** 413: the request is larger than any job. */
    public static HttpProblem requestTooLarge(long maxBytes) {
        return JobProblems.tooLarge("The request has more than %,d bytes".formatted(maxBytes));
    }

    /** 408: the body has not arrived in time. */
    public static HttpProblem tooSlow(Duration timeout) {
        return JobProblems.problem(
                        "body-too-slow",
                        "The body did not arrive in time",
                        StatusCode.REQUEST_TIMEOUT,
                        "The body must arrive within %,d ms".formatted(timeout.toMillis()))
                .build();
    }

    /** 503: other bodies have the memory. */
    public static HttpProblem overloaded(Duration retryAfter) {
        return JobProblems.problem(
                        "overloaded",
                        "The service is busy",
                        StatusCode.SERVICE_UNAVAILABLE,
                        "Other requests have the memory that there is for bodies. Submit the job again.")
                .withHeader(HttpHeaders.RETRY_AFTER, JobProblems.seconds(retryAfter))
                .build();
    }

    /** What the problem library would tell of a failure at a resource that is not the API's. */
    static HttpProblem elsewhere(WebApplicationException failure) {
        Response response = failure.getResponse();
        HttpProblem.Builder problem = HttpProblem.builder()
                .withTitle(response.getStatusInfo().getReasonPhrase())
                .withStatus(response.getStatus())
                .withDetail(failure.getMessage());
        response.getStringHeaders().forEach((name, values) -> problem.withHeader(name, String.join(", ", values)));
        return problem.build();
    }
}
