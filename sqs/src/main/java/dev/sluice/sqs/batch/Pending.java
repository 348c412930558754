package dev.sluice.sqs.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Entries that wait to be sent, oldest first, and how they pack into requests: by count and by bytes. */
final class Pending<E, R> {

    private final BatchPolicy policy;
    private final Deque<Entry<E, R>> entries = new ArrayDeque<>();

    Pending(BatchPolicy policy) {
        this.policy = policy;
    }

    void add(Entry<E, R> entry) {
        entries.addLast(entry);
    }

    /** Puts entries back in front, in their order: they are the oldest. */
    void putBack(List<Entry<E, R>> failed) {
        failed.reversed().forEach(entries::addFirst);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    int size() {
        return entries.size();
    }

    Entry<E, R> oldest() {
        return entries.peekFirst();
    }

    /** Removes the entries whose time is up. */
    List<Entry<E, R>> removeExpired(long now) {
        List<Entry<E, R>> expired = null;
        for (var i = entries.iterator(); i.hasNext(); ) {
            Entry<E, R> entry = i.next();
            if (entry.isExpired(now)) {
                expired = expired == null ? new ArrayList<>() : expired;
                expired.add(entry);
                i.remove();
            }
        }
        return expired == null ? List.of() : expired;
    }

    /** Takes the next batch only if nothing that waits behind it could still join it. */
    Optional<List<Entry<E, R>>> takeFull() {
        int count = countOfNext();
        boolean full = count == policy.maxEntries() || count < entries.size();
        return full ? Optional.of(take(count)) : Optional.empty();
    }

    /** Takes the next batch as it is. */
    List<Entry<E, R>> takeAny() {
        return take(countOfNext());
    }

    private int countOfNext() {
        int count = 0;
        long bytes = 0;
        for (Entry<E, R> entry : entries) {
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

    private List<Entry<E, R>> take(int count) {
        List<Entry<E, R>> batch = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            batch.add(entries.removeFirst());
        }
        return batch;
    }
}
