package dev.sluice.dashboard.page;

import java.util.Optional;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;

/**
 * The second lock behind that of the port: a form on another site cannot send JSON, nor a script there without asking first,
 * which nobody answers (CORS preflight).
 */
final class CrossSiteGuard {

    private static final Pattern JSON = Pattern.compile("application/json\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

    private CrossSiteGuard() {}

    /** Why a request is refused; empty when it is not. */
    static Optional<PageReply> refusal(HttpExchange exchange) {
        if (exchange.getRequestMethod().equals("POST")) {
            String contentType = exchange.getRequestHeaders().getFirst("Content-Type");
            if (contentType == null || !JSON.matcher(contentType).matches()) {
                return Optional.of(PageReply.says(415, "The body must be declared as application/json."));
            }
        }
        return Optional.empty();
    }
}
