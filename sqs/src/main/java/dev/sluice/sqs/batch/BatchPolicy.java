package dev.sluice.sqs.batch;

import java.time.Duration;

import dev.sluice.sqs.SqsQuotas;

/**
 * When a batch leaves.
 *
 * @param eager whether an entry leaves at once when no request is under way, rather than wait for company. Then a lone
 *     entry is never held back, and entries that come while a request is under way gather behind it (what Nagle's
 *     algorithm does for TCP).
 * @param linger the time an entry waits for company; longer while requests are slow (see {@link Linger})
 * @param maxBytes the most bytes in one request
 * @param maxRequests the most requests under way at once; further batches wait for an answer
 * @param callTimeout the longest time one request may take; an entry with less time left shortens it
 */
public record BatchPolicy(boolean eager, Duration linger, int maxBytes, int maxRequests, Duration callTimeout) {

    /** Entries in one request. */
    public int maxEntries() {
        return SqsQuotas.BATCH_ENTRIES;
    }
}
