package dev.sluice.dashboard.chart;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far back the panels go. The periods are those of CloudWatch, and none is shorter than the step in which services
 * publish in dev mode, at most ten seconds: else every other period would be empty.
 */
public enum TimeRange {
    FIVE_MINUTES("5m", Duration.ofMinutes(5), 10),
    FIFTEEN_MINUTES("15m", Duration.ofMinutes(15), 30),
    HOUR("1h", Duration.ofHours(1), 60);

    private final String key;
    private final Duration length;
    private final int period;

    TimeRange(String key, Duration length, int period) {
        this.key = key;
        this.length = length;
        this.period = period;
    }

    /** As a request says it. */
    public String key() {
        return key;
    }

    public static Optional<TimeRange> named(String key) {
        return Stream.of(values()).filter(range -> range.key.equals(key)).findFirst();
    }

    public Window until(Instant now) {
        return Window.until(now, length, period);
    }
}
