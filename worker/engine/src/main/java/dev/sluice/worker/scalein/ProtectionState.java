package dev.sluice.worker.scalein;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * Says when the protection is to be switched on or off. On at once when there is work, off after a cool-down; never
 * twice within the minimum interval, and after a failure not before a growing pause has passed. What it is known to be is
 * believed for a while only. Used by one thread.
 */
final class ProtectionState {

    /** As good as for ever, and still to be counted in nanoseconds, which end at 292 years. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final long calm;
    private final long interval;
    private final long check;
    private final BackoffStrategy pauses;
    private final LongSupplier clock;

    /** Nothing while it is not known. */
    private Optional<Boolean> state = Optional.empty();

    private boolean stopping;
    private long lastBusy;
    private long notBefore;
    private long known;
    private int failures;

    /**
     * @param check how long a protection is believed to be there
     * @param pauses after failures in a row
     * @param clock nanoseconds
     */
    ProtectionState(Duration calm, Duration interval, Duration check, BackoffStrategy pauses, LongSupplier clock) {
        this.calm = nanos(calm);
        this.interval = nanos(interval);
        this.check = nanos(check);
        this.pauses = pauses;
        this.clock = clock;
        this.lastBusy = clock.getAsLong();
        this.notBefore = lastBusy;
    }

    private static long nanos(Duration duration) {
        return (duration.compareTo(LONGEST) < 0 ? duration : LONGEST).toNanos();
    }

    /** The instance is known to be protected, or not to be, without a change by us. Failures before count until a change is made. */
    void is(boolean isProtected) {
        state = Optional.of(isProtected);
        known = clock.getAsLong();
        notBefore = known;
    }

    /** Whether it is time to look if the protection is still there. Without work nobody needs it. */
    boolean isInDoubt(boolean busy) {
        return busy && !stopping && state.orElse(false) && clock.getAsLong() - known >= check;
    }

    /** The process stops: off as soon as the work is done, without a cool-down, and not on any more. */
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
        known = clock.getAsLong();
        notBefore = known + interval;
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
