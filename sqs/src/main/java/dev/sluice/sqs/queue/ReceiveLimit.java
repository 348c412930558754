package dev.sluice.sqs.queue;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** How often a queue's redrive policy lets a message be received: looked up on the side, and never waited for. */
final class ReceiveLimit {

    /** There is no redrive policy, so a message may be received as often as it takes. */
    static final int NONE = Integer.MAX_VALUE;

    /** Often enough that a policy that somebody changes is known soon, at the price of a request a minute. */
    private static final Duration REFRESH = Duration.ofMinutes(1);
    /** What is older may have changed long ago, and would end jobs that may be tried again. */
    private static final Duration OLDEST = Duration.ofMinutes(2);
    /** Who may not read the queue's attributes is told so at each look, and asks on. */
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Supplier<CompletableFuture<Integer>> lookUp;
    private final LongSupplier clock;
    private final AtomicLong nextLook;
    private volatile Known known;

    private record Known(OptionalInt limit, long since) {}

    /**
     * @param lookUp asks SQS; gives {@link #NONE} when there is no policy
     * @param clock nanoseconds
     */
    ReceiveLimit(Supplier<CompletableFuture<Integer>> lookUp, LongSupplier clock) {
        this.lookUp = lookUp;
        this.clock = clock;
        this.nextLook = new AtomicLong(clock.getAsLong());
    }

    /** What is known now: empty until SQS has said it, and when that was long ago. */
    OptionalInt now() {
        long now = clock.getAsLong();
        long due = nextLook.get();
        if (now - due >= 0 && nextLook.compareAndSet(due, now + RETRY.toNanos())) {
            lookUp.get().thenAccept(limit -> {
                known = new Known(OptionalInt.of(limit), clock.getAsLong());
                nextLook.set(now + REFRESH.toNanos());
            });
        }
        Known last = known;
        return last == null || now - last.since > OLDEST.toNanos() ? OptionalInt.empty() : last.limit;
    }
}
