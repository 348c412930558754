package dev.sluice.acceptance.chaos;

import java.time.Duration;

/**
 * Something that happens to one service.
 *
 * @param after how long after the one before it has ended
 * @param lasting how long it lasts; zero for what is over at once
 */
record Event(Duration after, Trouble trouble, Duration lasting) {

    @Override
    public String toString() {
        String length = lasting.isZero() ? "" : " for %.1f s".formatted(lasting.toMillis() / 1e3);
        return "after %.1f s: %s%s".formatted(after.toMillis() / 1e3, trouble, length);
    }
}
