package dev.sluice.builtin.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAfterHeaderTest {

    private final Clock clock = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "120, PT2M",
        "' 5 ', PT5S",
        "43200, PT12H",
        "43201, PT12H",
        "99999999999999999999, PT12H",
        "'Sun, 22 Nov 2026 10:00:30 GMT', PT30S",
        "'Sun, 22 Nov 2026 09:00:00 GMT', PT0S",
        "'Mon, 23 Nov 2026 10:00:00 GMT', PT12H",
        "'Sun, 22 Nov 2026 10:00:60 GMT', PT59S",
        "'Sunday, 22-Nov-26 10:05:00 GMT', PT5M",
        "'Monday, 01-Jan-35 00:00:00 GMT', PT12H",
        "'Sunday, 06-Nov-94 08:49:37 GMT', PT0S",
        "'Sun Nov 22 10:05:00 2026', PT5M",
        "'Sun Nov  6 08:49:37 1994', PT0S",
        "'Tue Dec  1 08:00:00 2026', PT12H",
        "'Fri, 31 Dec 9999 23:59:59 GMT', PT12H",
    })
    void readsSecondsAndDatesWithinTheLimitsOfSqs(String value, Duration wait) {
        assertThat(RetryAfterHeader.parse(value, clock)).contains(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1.5", "2026-11-22T10:00:30Z", "Sun, 99 Nov 2026 10:00:30 GMT"})
    void ignoresWhatIsNeither(String value) {
        assertThat(RetryAfterHeader.parse(value, clock)).isEmpty();
    }
}
