package dev.sluice.sqs.queue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

import dev.sluice.sqs.SqsFailure;
import dev.sluice.sqs.meter.FaultBarrier;

/**
 * What requests to a queue have found out about it. Trouble is logged once when it begins and once when it ends, however
 * many requests fail between the two.
 *
 * <p>A queue that cannot be reached cannot be used at all, and any good answer ends that. A queue that refuses one operation
 * (a right is missing, a key of AWS KMS is disabled, too many messages are in flight) may grant all others, so their good
 * answers say nothing: the refusal holds until the operation succeeds, or until some time after it was last refused. Without
 * that a producer that is not ready, and is sent nothing for that reason, would never find out.
 */
public final class QueueHealth {

    private static final Logger LOG = Logger.getLogger(QueueHealth.class);

    private static final Duration REFUSAL = Duration.ofSeconds(30);
    private static final String NOT_REACHED_YET = "not reached yet";

    private record Refusal(String why, long until) {}

    private final String queue;
    private final Duration refusal;
    private final LongSupplier clock;
    private final List<Runnable> troubleActions = new CopyOnWriteArrayList<>();
    private final List<Runnable> reachedActions = new CopyOnWriteArrayList<>();
    private final Map<SqsOperation, Refusal> refusals = new ConcurrentHashMap<>();
    private volatile String trouble;

    public QueueHealth(String queue) {
        this(queue, NOT_REACHED_YET, REFUSAL, System::nanoTime);
    }

    /**
     * @param trouble what is wrong at first; null for nothing
     * @param refusal how long an operation counts as refused after it was
     * @param clock nanoseconds
     */
    private QueueHealth(String queue, String trouble, Duration refusal, LongSupplier clock) {
        this.queue = queue;
        this.trouble = trouble;
        this.refusal = refusal;
        this.clock = clock;
    }

    /**
     * That of a queue which counts as in order until something else is known.
     *
     * @param refusal how long an operation counts as refused after it was
     */
    public static QueueHealth presumed(String queue, Duration refusal) {
        return new QueueHealth(queue, null, refusal, System::nanoTime);
    }

    static QueueHealth at(String queue, LongSupplier clock) {
        return new QueueHealth(queue, NOT_REACHED_YET, REFUSAL, clock);
    }

    /** What requests of this kind tell, and ask. */
    public OperationHealth about(SqsOperation operation) {
        return new OperationHealth(this, operation);
    }

    /** A request was answered. */
    void reached() {
        String before = trouble;
        if (before != null) {
            trouble = null;
            LOG.infof(before == NOT_REACHED_YET ? "Queue %s available" : "Queue %s available again", queue);
            reachedActions.forEach(Runnable::run);
        }
    }

    /** A request failed in a way that says the queue cannot be used now. */
    void failed(Throwable cause) {
        String now = SqsFailure.describe(cause);
        boolean begins = trouble == null || trouble == NOT_REACHED_YET;
        trouble = now;
        if (begins) {
            LOG.warnf("Queue %s unavailable: %s; retrying", queue, now);
            LOG.debugf(cause, "Cause of the unavailability of queue %s", queue);
            troubleActions.forEach(FaultBarrier::run);
        }
    }

    void refused(SqsOperation operation, String why) {
        if (!isRefused(operation)) {
            LOG.warnf("Queue %s rejects %s: %s; retrying", queue, operation.apiName(), why);
        }
        refusals.put(operation, new Refusal(why, clock.getAsLong() + refusal.toNanos()));
    }

    void granted(SqsOperation operation) {
        if (!refusals.isEmpty() && refusals.remove(operation) != null) {
            LOG.infof("Queue %s accepts %s again", queue, operation.apiName());
        }
    }

    boolean isRefused(SqsOperation operation) {
        Refusal refused = refusals.get(operation);
        return refused != null && clock.getAsLong() - refused.until < 0;
    }

    /** Runs the action each time when the queue gets out of reach, on the thread that has met it. */
    public void onTrouble(Runnable action) {
        troubleActions.add(action);
    }

    void onReached(Runnable action) {
        reachedActions.add(action);
    }

    /** The queue's name. */
    public String queue() {
        return queue;
    }

    /** Whether requests have failed since the last answer. Before the first answer that is not known. */
    boolean isOutOfReach() {
        String now = trouble;
        return now != null && now != NOT_REACHED_YET;
    }

    boolean isReachable() {
        return trouble == null;
    }

    public boolean isOk() {
        return trouble() == null;
    }

    /** In trouble, one line of what is wrong; else null. */
    public String trouble() {
        String now = trouble;
        return now != null ? now : refusals().findFirst().orElse(null);
    }

    private Stream<String> refusals() {
        return Stream.of(SqsOperation.values())
                .filter(this::isRefused)
                .map(operation -> operation.apiName() + " is refused: " + refusals.get(operation).why);
    }
}
