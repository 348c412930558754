package dev.sluice.sqs.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Entries that wait to be sent, oldest first, and how they pack into requests: by count and by bytes. */
final class PendingEntries<E, R> {

    private final BatchPolicy policy;
    private final Deque<BatchEntry<E, R>> entries = new ArrayDeque<>();
    /** No entry's time is up before this; it may lie too early, after entries have left. */
    private long firstDeadline;

    PendingEntries(BatchPolicy policy) {
        this.policy = policy;
    }

    void add(BatchEntry<E, R> entry) {
        note(entry);
        entries.addLast(entry);
    }

    /** Puts entries back in front, in their order: they are the oldest. */
    void putBack(List<BatchEntry<E, R>> failed) {
        failed.reversed().forEach(entry -> {
            note(entry);
            entries.addFirst(entry);
        });
    }

    /** From now on what is due first goes first, and what is late behind that: there is still something to be saved. */
    void mostUrgentFirst(long now) {
        List<BatchEntry<E, R>> all = new ArrayList<>(entries);
        all.sort(Comparator.comparingLong(entry -> urgency(entry, now)));
        entries.clear();
        entries.addAll(all);
    }

    private static long urgency(BatchEntry<?, ?> entry, long now) {
        long untilDue = entry.untilDue(now);
        return untilDue <= 0 ? DuePacing.NEVER - 1 : untilDue;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    BatchEntry<E, R> oldest() {
        return entries.peekFirst();
    }

    /** When to look for expired entries next; only meaningful while there are entries. */
    long firstDeadline() {
        return firstDeadline;
    }

    /** Removes the entries whose time is up; costs nothing as long as there can be none. */
    List<BatchEntry<E, R>> removeExpired(long now) {
        if (entries.isEmpty() || now - firstDeadline < 0) {
            return List.of();
        }
        List<BatchEntry<E, R>> all = List.copyOf(entries);
        entries.clear();
        List<BatchEntry<E, R>> expired = new ArrayList<>();
        for (BatchEntry<E, R> entry : all) {
            if (entry.isExpired(now)) {
                expired.add(entry);
            } else {
                add(entry);
            }
        }
        return expired;
    }

    /** Takes the next batch only if nothing that waits behind it could still join it. */
    Optional<List<BatchEntry<E, R>>> takeFull() {
        int count = countOfNext();
        boolean full = count == policy.maxEntries() || count < entries.size();
        return full ? Optional.of(take(count)) : Optional.empty();
    }

    /** Takes the next batch as it is. */
    List<BatchEntry<E, R>> takeAny() {
        return take(countOfNext());
    }

    private void note(BatchEntry<E, R> entry) {
        if (entries.isEmpty() || entry.deadline - firstDeadline < 0) {
            firstDeadline = entry.deadline;
        }
    }

    private int countOfNext() {
        int count = 0;
        long bytes = 0;
        for (BatchEntry<E, R> entry : entries) {
            if (count == policy.maxEntries()
                    || (count > 0 && (entry.alone || bytes + entry.bytes > policy.maxBytes()))) {
                break;
            }
            bytes += entry.bytes;
            count++;
            if (entry.alone) {
                break;
            }
        }
        return count;
    }

    private List<BatchEntry<E, R>> take(int count) {
        List<BatchEntry<E, R>> batch = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            batch.add(entries.removeFirst());
        }
        return batch;
    }
}
