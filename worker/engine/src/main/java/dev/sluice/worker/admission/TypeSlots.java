package dev.sluice.worker.admission;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

import dev.sluice.worker.job.JobRules;

/**
 * The jobs of one type at the door: how many run, which wait, and whether the next may start. Guarded by the {@link
 * Slots} that it belongs to.
 *
 * @param <J> a job
 */
final class TypeSlots<J> {

    private final int concurrency;
    private final RateWindow rate;
    private final Deque<J> waiting = new ArrayDeque<>();
    private int running;

    TypeSlots(JobRules rules) {
        this.concurrency = rules.concurrency();
        this.rate = rules.rate().map(RateWindow::new).orElse(null);
    }

    /** Whether the type's bounds let one more job start. */
    boolean isOpen(long now) {
        return running < concurrency && (rate == null || rate.untilFree(now) == 0);
    }

    /** Nanoseconds, at least one, until the rate lets a waiting job start; 0 when it is not the rate that it waits for. */
    long untilRate(long now) {
        return rate == null || waiting.isEmpty() || running >= concurrency ? 0 : Math.max(1, rate.untilFree(now));
    }

    void start(long now) {
        running++;
        if (rate != null) {
            rate.take(now);
        }
    }

    void end() {
        running--;
    }

    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    void add(J job) {
        waiting.add(job);
    }

    J takeFirst() {
        return waiting.remove();
    }

    /** Takes out the job that has waited for the shortest time of those that pass, if there is one. */
    boolean takeLast(Predicate<J> passes, List<J> taken) {
        for (Iterator<J> each = waiting.descendingIterator(); each.hasNext(); ) {
            J job = each.next();
            if (passes.test(job)) {
                each.remove();
                return taken.add(job);
            }
        }
        return false;
    }

    boolean remove(J job) {
        return waiting.removeIf(each -> each == job);
    }

    List<J> removeAll() {
        List<J> all = new ArrayList<>(waiting);
        waiting.clear();
        return all;
    }
}
