package dev.sluice.api.request;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

import dev.sluice.api.problem.RequestProblems;

/**
 * What must hold for a request before anybody acts on it: of HTTP's rules those that the server lets pass. Those about where a
 * request ends hold for whatever the application serves, since resources share connections; the others hold for the API's own.
 */
final class RequestRules {

    private final long maxBody;

    /** @param maxBody the most bytes that a body may have */
    RequestRules(long maxBody) {
        this.maxBody = maxBody;
    }

    /** The first rule that the request breaks; after it, nobody knows where on the connection the next request begins. */
    Optional<HttpProblem> broken(HttpServerRequest request, RequestTarget target) {
        if (!hasOneHost(request)) {
            return Optional.of(RequestProblems.badRequest("The request must have one valid Host header"));
        } else if (!isKnownCoding(request)) {
            return Optional.of(RequestProblems.unknownTransferCoding());
        } else if (target == RequestTarget.NONE || target == RequestTarget.API && !isWellFormed(request.uri())) {
            return Optional.of(RequestProblems.badRequest("The path or the query is not a valid URI"));
        } else if (target == RequestTarget.ELSEWHERE) {
            return Optional.empty();
        } else if (!isPlain(request)) {
            return Optional.of(RequestProblems.encoded());
        } else if (announced(request) > maxBody) {
            return Optional.of(RequestProblems.requestTooLarge(maxBody));
        }
        return Optional.empty();
    }

    /** RFC 9112, section 3.2. */
    private static boolean hasOneHost(HttpServerRequest request) {
        int hosts = request.headers().getAll(HttpHeaders.HOST).size();
        return switch (request.version()) {
            case HTTP_1_0 -> hosts <= 1;
            case HTTP_1_1 -> hosts == 1 && request.authority() != null;
            case HTTP_2 -> true;
        };
    }

    private static boolean isWellFormed(String uri) {
        try {
            new URI(uri);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** What else stands there is not undone by the server, nor understood as the end of the body. */
    private static boolean isKnownCoding(HttpServerRequest request) {
        List<String> codings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        return codings.isEmpty()
                || codings.size() == 1 && codings.getFirst().strip().equalsIgnoreCase("chunked");
    }

    private static boolean isPlain(HttpServerRequest request) {
        String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return coding == null || coding.isBlank() || coding.strip().equalsIgnoreCase("identity");
    }

    /** The length that the request announces; a wrong or missing one is left to the server. */
    private static long announced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
