package dev.sluice.devservices.server.dashboard;

import java.util.Optional;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;

/**
 * Keeps other web sites out. One whose name is made to resolve to the loopback (DNS rebinding) still sends its own name
 * as the host; and a form on another site cannot send JSON, nor a script there without asking first, which nobody
 * answers (CORS preflight).
 */
final class Guard {

    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?");
    private static final Pattern JSON = Pattern.compile("application/json\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

    private Guard() {}

    /** Why a request is refused; empty when it is not. */
    static Optional<Reply> refusal(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        if (host == null || !LOOPBACK.matcher(host).matches()) {
            return Optional.of(Reply.says(403, "The dashboard answers at localhost only."));
        }
        if (exchange.getRequestMethod().equals("POST")) {
            String contentType = exchange.getRequestHeaders().getFirst("Content-Type");
            if (contentType == null || !JSON.matcher(contentType).matches()) {
                return Optional.of(Reply.says(415, "The body must be declared as application/json."));
            }
        }
        return Optional.empty();
    }
}
