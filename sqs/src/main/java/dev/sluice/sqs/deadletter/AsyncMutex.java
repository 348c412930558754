package dev.sluice.sqs.deadletter;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Lets each piece of work begin when the one before has ended, well or not. */
final class AsyncMutex {

    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

    synchronized <T> CompletableFuture<T> run(Supplier<CompletableFuture<T>> work) {
        CompletableFuture<T> next = last.thenCompose(ended -> work.get());
        // Not the work's own result, which would be kept in memory until the next comes.
        last = next.handle((result, failure) -> null);
        return next;
    }
}
