package dev.sluice.scalein;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * Says when the protection is to be switched on or off. On at once when there is work, off after a calm period; never
 * twice within the least interval, and after a failure not before a growing pause has passed. Used by one thread.
 */
final class Switch {

    private final long calm;
    private final long interval;
    private final BackoffStrategy pauses;
    private final LongSupplier clock;

    /** Nothing while it is not known. */
    private Optional<Boolean> state = Optional.empty();

    private boolean stopping;
    private long lastBusy;
    private long notBefore;
    private int failures;

    /**
     * @param pauses after failures in a row
     * @param clock nanoseconds
     */
    Switch(Duration calm, Duration interval, BackoffStrategy pauses, LongSupplier clock) {
        this.calm = calm.toNanos();
        this.interval = interval.toNanos();
        this.pauses = pauses;
        this.clock = clock;
        this.lastBusy = clock.getAsLong();
        this.notBefore = lastBusy;
    }

    /** The instance is known to be protected, or not to be, without a change by us. */
    void is(boolean isProtected) {
        state = Optional.of(isProtected);
        failures = 0;
        notBefore = clock.getAsLong();
    }

    /** The process stops: off as soon as the work is done, without a calm period, and not on any more. */
    void stop() {
        stopping = true;
        notBefore = clock.getAsLong();
    }

    /** Whether something may be tried now. */
    boolean mayTry() {
        return clock.getAsLong() - notBefore >= 0;
    }

    /** What the protection is to be changed to now; nothing if it is to stay. */
    Optional<Boolean> wanted(boolean busy) {
        long now = clock.getAsLong();
        boolean wish;
        if (busy) {
            lastBusy = now;
            if (stopping) {
                return Optional.empty();
            }
            wish = true;
        } else if (stopping || now - lastBusy >= calm) {
            wish = false;
        } else {
            return Optional.empty();
        }
        boolean settled = state.isPresent() && state.get() == wish;
        return settled || !mayTry() ? Optional.empty() : Optional.of(wish);
    }

    /** The change was made. */
    void changed(boolean isProtected) {
        state = Optional.of(isProtected);
        failures = 0;
        notBefore = clock.getAsLong() + interval;
    }

    /**
     * A try has failed.
     *
     * @param inDoubt whether it may have had its effect all the same
     */
    void failed(boolean inDoubt) {
        if (inDoubt) {
            state = Optional.empty();
        }
        failures++;
        notBefore = clock.getAsLong() + pauses.computeDelay(failures + 1).toNanos();
    }
}
