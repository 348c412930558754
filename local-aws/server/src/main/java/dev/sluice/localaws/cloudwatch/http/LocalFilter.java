package dev.sluice.localaws.cloudwatch.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;

import dev.sluice.localaws.LocalCallers;

/** The door of the port: {@link LocalCallers}, and whoever follows a link to a page of its own. */
final class LocalFilter extends Filter {

    private static final String SITE = "Sec-Fetch-Site";

    private final Predicate<HttpExchange> browser;

    /** @param browser whether a request is that of a browser which only looks */
    LocalFilter(Predicate<HttpExchange> browser) {
        this.browser = browser;
    }

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

    private Optional<String> refusal(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        List<String> site = browser.test(exchange) ? List.of() : all(headers, SITE);
        return LocalCallers.refusal(all(headers, "Host"), all(headers, "Origin"), site);
    }

    private static List<String> all(Headers headers, String name) {
        return headers.getOrDefault(name, List.of());
    }
}
