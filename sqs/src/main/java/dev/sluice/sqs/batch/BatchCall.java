package dev.sluice.sqs.batch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One request that carries several entries and answers each of them.
 *
 * @param <E> an entry
 * @param <R> what an entry that succeeded gets back
 */
@FunctionalInterface
public interface BatchCall<E, R> {

    /**
     * Sends the entries in one request.
     *
     * @param entries one to ten entries; an entry's position is its id in the request
     * @param timeout when the request must have been answered or have failed
     * @return an answer for each entry, in the entries' order; fails when the request as a whole failed
     */
    CompletableFuture<List<Answer<R>>> send(List<E> entries, Duration timeout);
}
