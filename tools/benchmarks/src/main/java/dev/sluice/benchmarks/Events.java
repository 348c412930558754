package dev.sluice.benchmarks;

import java.net.URI;
import java.util.UUID;
import java.util.function.IntFunction;

/** The message bodies: jobs as the producer writes them. */
final class Events {

    private Events() {}

    static IntFunction<String> noop() {
        return of("noop", "{}");
    }

    static IntFunction<String> nap(int millis) {
        return of("nap", "{\"millis\":" + millis + "}");
    }

    static String webhook(URI uri) {
        return event("webhook", "{\"url\":\"" + uri + "\"}");
    }

    private static IntFunction<String> of(String type, String data) {
        return number -> event(type, data);
    }

    private static String event(String type, String data) {
        return ("{\"specversion\":\"1.0\",\"id\":\"%s\",\"type\":\"%s\",\"source\":\"/sluice/benchmarks\","
                        + "\"time\":\"2026-01-01T00:00:00.000000Z\",\"data\":%s}")
                .formatted(UUID.randomUUID(), type, data);
    }
}
