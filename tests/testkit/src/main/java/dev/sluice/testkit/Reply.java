package dev.sluice.testkit;

import java.time.Duration;

/**
 * What an endpoint answers.
 *
 * @param delay how long it takes its time; whole milliseconds count
 */
public record Reply(int status, Duration delay) {

    public static Reply atOnce(int status) {
        return new Reply(status, Duration.ZERO);
    }

    /** Whether the job is done with it. */
    public boolean isSuccess() {
        return status / 100 == 2;
    }
}
