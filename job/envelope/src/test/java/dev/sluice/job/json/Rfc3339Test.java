package dev.sluice.job.json;

import java.time.DateTimeException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class Rfc3339Test {

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T10:15:30Z, 2026-11-22T10:15:30Z",
        "2026-11-22t10:15:30z, 2026-11-22T10:15:30Z",
        "2026-11-22 10:15:30Z, 2026-11-22T10:15:30Z",
        "2026-11-22T10:15:30-00:00, 2026-11-22T10:15:30Z",
        "2026-11-22T10:15:30+23:59, 2026-11-21T10:16:30Z",
        "2026-11-22T10:15:30-23:59, 2026-11-23T10:14:30Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00, 0000-12-31T10:00:00Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z",
        "1990-12-31T23:59:60Z, 1990-12-31T23:59:59Z",
        "1990-12-31T15:59:60-08:00, 1990-12-31T23:59:59Z",
        "1990-12-31T15:59:60.75-08:00, 1990-12-31T23:59:59.75Z"
    })
    void readsWhatTheRfcAllows(String text, String instant) {
        assertThat(Rfc3339.parse(text)).isEqualTo(instant);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T10:15:30.1234567891Z, 2026-11-22T10:15:30.123456789Z",
        "2026-11-22T10:15:30.999999999999999999999999Z, 2026-11-22T10:15:30.999999999Z",
        "2026-11-22T10:15:30.0000000000001+02:00, 2026-11-22T08:15:30Z"
    })
    void cutsDigitsBeyondTheNanosecond(String text, String instant) {
        assertThat(Rfc3339.parse(text)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2026-11-22",
                "2026-11-22T10:15:30",
                "2026-02-30T10:15:30.1234567890Z",
                "2026-11-22T10:61:30.1234567890Z",
                "2026-11-22T10:15:30+24:00",
                "2026-11-22T10:15:30.1234567890Z\n"
            })
    void refusesWhatIsNoTimestamp(String text) {
        assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> Rfc3339.parse(text));
    }
}
