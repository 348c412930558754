package dev.sluice.benchmarks;

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

    private static IntFunction<String> of(String type, String data) {
        return i -> ("{\"specversion\":\"1.0\",\"id\":\"%s\",\"type\":\"%s\",\"source\":\"/sluice/benchmarks\","
                        + "\"time\":\"2026-01-01T00:00:00.000000Z\",\"data\":%s}")
                .formatted(UUID.randomUUID(), type, data);
    }
}
