package dev.sluice.worker.deadletter.access;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * Tells a request that its client sent here from one that a proxy passed on. Proxies say so in dozens of ways ({@code Via},
 * {@code X-Real-IP}, {@code CF-Connecting-IP}, and what the next one invents), so this knows what clients send instead: a
 * shell's HTTP client or a browser has no need of any other header.
 */
final class DirectRequest {

    private static final Set<String> OF_CLIENTS = Set.of(
            "accept",
            "accept-charset",
            "accept-encoding",
            "accept-language",
            "authorization",
            "cache-control",
            "connection",
            "content-length",
            "content-type",
            "cookie",
            "dnt",
            "expect",
            "host",
            "http2-settings",
            "if-modified-since",
            "if-none-match",
            "keep-alive",
            "origin",
            "pragma",
            "priority",
            "referer",
            "te",
            "transfer-encoding",
            "upgrade",
            "upgrade-insecure-requests",
            "user-agent");

    /** Browsers only, which let no page set such a header: {@code Sec-Fetch-Site}, {@code Sec-CH-UA}. */
    private static final String OF_BROWSERS = "sec-";

    private DirectRequest() {}

    /** Whether nothing in the request tells of a proxy. A proxy that adds nothing at all cannot be told from a client. */
    static boolean is(HttpServerRequest request) {
        // nginx speaks HTTP/1.0 to what is behind it and adds no header, if nobody tells it otherwise.
        return request.version() != HttpVersion.HTTP_1_0
                && request.headers().entries().stream().map(Map.Entry::getKey).allMatch(DirectRequest::isOfClients);
    }

    static boolean isOfClients(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return OF_CLIENTS.contains(name) || name.startsWith(OF_BROWSERS);
    }
}
