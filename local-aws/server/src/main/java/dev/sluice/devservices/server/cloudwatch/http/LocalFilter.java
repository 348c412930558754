package dev.sluice.devservices.server.cloudwatch.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;

import dev.sluice.devservices.server.LocalCallers;

/** The door of the port: {@link LocalCallers}, and whoever follows a link to the dashboard. */
final class LocalFilter extends Filter {

    private static final String SITE = "Sec-Fetch-Site";

    @Override
    public String description() {
        return "Refuses web pages from elsewhere";
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        Optional<String> refusal = refusal(exchange);
        if (refusal.isEmpty()) {
            chain.doFilter(exchange);
            return;
        }
        try (exchange) {
            byte[] body = refusal.get().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(403, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Optional<String> refusal(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        List<String> site = CloudWatchServer.isBrowser(exchange) ? List.of() : all(headers, SITE);
        return LocalCallers.refusal(all(headers, "Host"), all(headers, "Origin"), site);
    }

    private static List<String> all(Headers headers, String name) {
        return headers.getOrDefault(name, List.of());
    }
}
