package dev.sluice.ports;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Answers what Netty cannot read as a request: with a problem document (RFC 9457) like all other errors, and on a connection
 * that is closed after it, since nobody knows where the next request begins. Vert.x itself would answer without a body.
 */
final class InvalidRequests implements Handler<HttpServerRequest> {

    private static final String PROBLEM =
            "{\"status\":%d,\"title\":\"%s\",\"detail\":\"The request is not valid HTTP: %s. The connection is closed\"}";

    @Override
    public void handle(HttpServerRequest request) {
        Throwable cause = cause(request.decoderResult());
        HttpResponseStatus status = HttpResponseStatus.BAD_REQUEST;
        String detail = "its head or the framing of its body cannot be read";
        if (cause instanceof TooLongHttpLineException) {
            status = HttpResponseStatus.REQUEST_URI_TOO_LONG;
            detail = "its first line is too long";
        } else if (cause instanceof TooLongFrameException) {
            status = HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
            detail = "its head is too large";
        }
        request.response()
                .setStatusCode(status.code())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(PROBLEM.formatted(status.code(), status.reasonPhrase(), detail));
        request.connection().close();
    }

    private static Throwable cause(DecoderResult result) {
        return result == null ? null : result.cause();
    }
}
