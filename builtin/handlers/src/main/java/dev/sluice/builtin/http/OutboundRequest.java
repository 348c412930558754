package dev.sluice.builtin.http;

import java.time.Duration;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;

import dev.sluice.builtin.http.url.HttpTarget;

/**
 * What to send, and where.
 *
 * @param body empty for none
 * @param timeout how long it may take until the head of the answer is there, the lookup of the host included, the wait
 *     for other calls to the same receiver not
 */
public record OutboundRequest(HttpMethod method, HttpTarget target, MultiMap headers, Buffer body, Duration timeout) {

    /** A GET for the resource as it is, not compressed on the way. */
    public static OutboundRequest get(HttpTarget target, Duration timeout) {
        return new OutboundRequest(
                HttpMethod.GET,
                target,
                HttpHeaders.headers().set(HttpHeaders.ACCEPT_ENCODING, HttpHeaders.IDENTITY),
                Buffer.buffer(),
                timeout);
    }

    /** Method and URL as they may be logged. */
    @Override
    public String toString() {
        return method + " " + target;
    }
}
