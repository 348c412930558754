package dev.sluice.dashboard.page;

import java.io.IOException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

/** Serves the page and what it asks for, below the path of its context. */
public final class PageHandler implements HttpHandler {

    private static final String API = "api/";

    /** Nothing that is asked is as large. */
    private static final int MAX_BODY = 10_000;

    private static final Logger LOG = Logger.getLogger(PageHandler.class.getName());

    private final Assets assets = new Assets();
    private final DashboardApi api;

    public PageHandler(DashboardApi api) {
        this.api = api;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            PageReply reply = reply(exchange);
            Headers headers = exchange.getResponseHeaders();
            headers.set("Content-Type", reply.contentType());
            headers.set("Cache-Control", "no-store");
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Referrer-Policy", "no-referrer");
            // Everything is its own, and no other page may have it in a frame and lead clicks to its buttons.
            headers.set("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'; form-action 'none'");
            exchange.sendResponseHeaders(reply.status(), reply.body().length);
            exchange.getResponseBody().write(reply.body());
        }
    }

    private PageReply reply(HttpExchange exchange) throws IOException {
        Optional<PageReply> refusal = CrossSiteGuard.refusal(exchange);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String method = exchange.getRequestMethod();
        String base = exchange.getHttpContext().getPath();
        String path = exchange.getRequestURI().getPath().substring(base.length());
        if (!path.startsWith(API)) {
            return method.equals("GET")
                    ? assets.at(path).orElseGet(() -> PageReply.text(404, "There is no such page."))
                    : PageReply.text(405, "Pages can only be got.");
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
        try {
            return api.answer(
                    method,
                    path.substring(API.length()),
                    exchange.getRequestURI().getRawQuery(),
                    body);
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "The dashboard has failed at " + path, e);
            return PageReply.says(500, "The dashboard has failed; its server's log says why.");
        }
    }
}
