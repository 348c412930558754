package dev.sluice.localaws.cloudwatch.http;

import com.sun.net.httpserver.Headers;

/**
 * A request with its body.
 *
 * @param query what follows the question mark, may be {@code null}
 */
record Incoming(String path, String query, Headers headers, byte[] body) {

    String header(String name) {
        return headers.getFirst(name);
    }
}
