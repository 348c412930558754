package dev.sluice.sqs.queue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The answer to a question that is asked when it is first needed, and again when the answer is too old. A failed answer
 * is not remembered: whoever asks next asks anew.
 */
final class AsyncMemo<T> {

    private record Asked<T>(CompletableFuture<T> answer, long at) {}

    private final Supplier<CompletableFuture<T>> question;
    private final long lifeNanos;
    private final AtomicReference<Asked<T>> asked = new AtomicReference<>();

    /** @param life how long an answer holds */
    AsyncMemo(Duration life, Supplier<CompletableFuture<T>> question) {
        this.lifeNanos = life.toNanos();
        this.question = question;
    }

    CompletableFuture<T> get() {
        Asked<T> known = asked.get();
        if (known != null && !known.answer.isCompletedExceptionally() && System.nanoTime() - known.at < lifeNanos) {
            return known.answer;
        }
        CompletableFuture<T> fresh = question.get();
        asked.set(new Asked<>(fresh, System.nanoTime()));
        return fresh;
    }

    /** Whether it was asked at all. */
    boolean isAsked() {
        return asked.get() != null;
    }

    void forget() {
        asked.set(null);
    }
}
