package dev.sluice.sqs.queue;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Reads a queue's redrive policy, again each minute while anybody asks, and tells what of it is known without waiting. */
final class RedrivePolicyWatch {

    /** Often enough that a policy that somebody changes is known soon, at the price of a request a minute. */
    private static final Duration REFRESH = Duration.ofMinutes(1);
    /** What is older may have changed long ago, and would end jobs that may be tried again. */
    private static final Duration OLDEST = Duration.ofMinutes(2);
    /** Who may not read the queue's attributes is told so at each look, and asks on. */
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Supplier<CompletableFuture<RedrivePolicy>> lookUp;
    private final LongSupplier clock;
    private final AtomicLong nextLook;
    private volatile Known known;

    private record Known(RedrivePolicy policy, long since) {}

    /**
     * @param lookUp asks SQS
     * @param clock nanoseconds
     */
    RedrivePolicyWatch(Supplier<CompletableFuture<RedrivePolicy>> lookUp, LongSupplier clock) {
        this.lookUp = lookUp;
        this.clock = clock;
        this.nextLook = new AtomicLong(clock.getAsLong());
    }

    /** Asks SQS now. */
    CompletableFuture<RedrivePolicy> read() {
        long asked = clock.getAsLong();
        return lookUp.get().thenApply(policy -> {
            known = new Known(policy, clock.getAsLong());
            nextLook.set(asked + REFRESH.toNanos());
            return policy;
        });
    }

    /** How often a message may be received, as far as it is known: empty until SQS has said it, and when that was long ago. */
    OptionalInt maxReceiveCount() {
        long now = clock.getAsLong();
        long due = nextLook.get();
        if (now - due >= 0 && nextLook.compareAndSet(due, now + RETRY.toNanos())) {
            read();
        }
        Known last = known;
        return last == null || now - last.since > OLDEST.toNanos()
                ? OptionalInt.empty()
                : last.policy.maxReceiveCount();
    }
}
