package dev.sluice.worker.admission;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import dev.sluice.worker.job.JobRules;
import dev.sluice.worker.job.Rate;

/**
 * The worker's slots: which jobs may run now, which wait here, which have to go back, and how many more to ask the queue
 * for. At most so many run in all, of one type no more than its share and no faster than its rate. As many wait as there
 * are slots. It only counts; what follows from it is for the {@link Admission} to do.
 *
 * @param <J> a job
 */
final class Slots<J> {

    /** 20 in a second cost four requests at most; the burst gets past a short backlog at once. */
    private static final Rate PASSES = new Rate(200, Duration.ofSeconds(10));

    private final int total;
    private final Predicate<J> mayGoBack;
    private final RateWindow passes = new RateWindow(PASSES);
    private final LongSupplier clock;
    private final Map<String, TypeSlots<J>> lanes = new HashMap<>();
    private final List<TypeSlots<J>> inTurn;

    // Below: changed under the lock only. Where nothing waits, which is the rule, a look at it needs no lock: whoever
    // lets a job wait looks for a slot afterwards.
    private int turn;
    private int running;
    private volatile int waiting;
    private long asked;
    private volatile boolean closed;

    /**
     * @param total how many jobs may run at once
     * @param types what holds for the jobs of each type
     * @param mayGoBack whether a job can bear to be sent back to the queue; if not, it waits whatever waits already
     * @param clock nanoseconds
     */
    Slots(int total, Map<String, JobRules> types, Predicate<J> mayGoBack, LongSupplier clock) {
        this.total = total;
        this.mayGoBack = mayGoBack;
        this.clock = clock;
        types.forEach((type, rules) -> lanes.put(type, new TypeSlots<>(rules)));
        this.inTurn = List.copyOf(lanes.values());
    }

    /** One of the jobs that were asked for has come. */
    synchronized Decision enter(String type, J job) {
        asked--;
        if (closed) {
            return Decision.CLOSED;
        }
        TypeSlots<J> lane = lanes.get(type);
        long now = clock.getAsLong();
        boolean open = lane.isOpen(now);
        if (open && running < total && !lane.hasWaiting()) {
            running++;
            lane.start(now);
            return Decision.STARTS;
        }
        if (waiting >= total && !open && isWorthPassing(now) && mayGoBack.test(job)) {
            passes.take(now);
            return Decision.NO_ROOM;
        }
        lane.add(job);
        waiting++;
        return Decision.WAITS;
    }

    /** One of the messages that were asked for has come and needs no slot. */
    synchronized void passed() {
        asked--;
    }

    /** A job has ended. */
    synchronized void leave(String type) {
        running--;
        lanes.get(type).end();
    }

    /** A job that waits is no longer this worker's; one that does not wait is not concerned. */
    synchronized void forget(String type, J job) {
        if (lanes.get(type).remove(job)) {
            waiting--;
        }
    }

    /**
     * Takes out jobs that wait beyond the number that may, as far as they can bear to go back by now. A job may have come
     * before that was known of it.
     */
    synchronized List<J> takeSurplus() {
        List<J> surplus = new ArrayList<>();
        long now = clock.getAsLong();
        for (TypeSlots<J> lane : inTurn) {
            while (waiting > total && isWorthPassing(now) && lane.takeLast(mayGoBack, surplus)) {
                passes.take(now);
                waiting--;
            }
        }
        return surplus;
    }

    /**
     * Whether there are slots that only jobs of other types may have, so that it makes sense to look for such jobs behind
     * those that have no room. Each look costs requests and hides a job for a while, so there are not too many of them:
     * where a queue has nothing but jobs of one type, they would all be in vain.
     */
    private boolean isWorthPassing(long now) {
        return running < total && passes.untilFree(now) == 0;
    }

    /** Gives free slots to jobs that wait, the types in turns. */
    List<J> startWaiting() {
        return waiting == 0 ? List.of() : takeWaiting();
    }

    private synchronized List<J> takeWaiting() {
        List<J> starting = new ArrayList<>();
        long now = clock.getAsLong();
        for (int passedOver = 0; passedOver < inTurn.size() && running < total && waiting > 0; ) {
            TypeSlots<J> lane = inTurn.get(turn);
            turn = (turn + 1) % inTurn.size();
            if (lane.hasWaiting() && lane.isOpen(now)) {
                starting.add(lane.takeFirst());
                waiting--;
                running++;
                lane.start(now);
                passedOver = 0;
            } else {
                passedOver++;
            }
        }
        return starting;
    }

    /**
     * Asks for as many more jobs as there is room for. A job that waits beyond the number that may takes the place of a
     * slot: the stream is held up until there is room.
     *
     * @param stream called at most once, and by one thread at a time
     */
    synchronized void ask(LongConsumer stream) {
        long more = total - running - Math.max(0, waiting - total) - asked;
        if (more > 0 && !closed) {
            asked += more;
            stream.accept(more);
        }
    }

    /** Nanoseconds until a rate lets a job start that waits and has a slot; 0 when none waits for that alone. */
    long untilRate() {
        return waiting == 0 ? 0 : soonestRate();
    }

    private synchronized long soonestRate() {
        long soonest = 0;
        long now = clock.getAsLong();
        for (TypeSlots<J> lane : inTurn) {
            long wait = lane.untilRate(now);
            soonest = wait > 0 && (soonest == 0 || wait < soonest) ? wait : soonest;
        }
        return running < total ? soonest : 0;
    }

    /** Lets nothing start any more, and gives back what waits. */
    synchronized List<J> close() {
        closed = true;
        waiting = 0;
        return lanes.values().stream()
                .map(TypeSlots::removeAll)
                .flatMap(List::stream)
                .toList();
    }

    boolean isClosed() {
        return closed;
    }
}
