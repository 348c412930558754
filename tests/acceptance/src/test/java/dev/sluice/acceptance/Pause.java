package dev.sluice.acceptance;

import java.time.Duration;

/** Time that passes because the schedule says so, and not to wait for something. */
public final class Pause {

    private Pause() {}

    public static void of(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
