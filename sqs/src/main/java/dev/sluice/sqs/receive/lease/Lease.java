package dev.sluice.sqs.receive.lease;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import software.amazon.awssdk.services.sqs.model.Message;

import dev.sluice.sqs.MessageLease;
import dev.sluice.sqs.SqsQuotas;
import dev.sluice.sqs.meter.FaultBarrier;

/**
 * A received message and this worker's right to it, from the receive to the settlement. Times are {@link
 * System#nanoTime()} readings and lie on the safe side: the lease ends here a little before it ends at the queue.
 */
public final class Lease implements MessageLease {

    /** What is being done about the message. */
    public enum State {
        /** It waits here or is being worked on. */
        HELD,
        /** It is on its way to the dead-letter queue, and to be deleted after that. */
        MOVING,
        /** It is being deleted or given back, so its visibility must not be touched any more. */
        SETTLING,
        /** Deleted: the job is done, or the message safe in the dead-letter queue. */
        DELETED,
        /** Given back, to be delivered again. */
        RETURNED,
        /** Somebody else's by now, or soon. */
        LOST;

        public boolean isOver() {
            return this == DELETED || this == RETURNED || this == LOST;
        }
    }

    private static final long MARGIN = Duration.ofMillis(500).toNanos();

    /** SQS counts its 12 hours from the receive by its own clock; so much earlier is surely within them. */
    private static final Duration RECEIVE_MARGIN = Duration.ofSeconds(10);

    private final Message message;
    private final int bytes;
    private final long receivedAt;
    private final List<Runnable> lostActions = new ArrayList<>(1);

    private volatile String receiptHandle;
    /** The most that a delivery has said. */
    private int receives;

    private int triesHere;
    /** Both together, for any thread. */
    private volatile int receiveCount;

    private int failedMoves;
    private State state = State.HELD;
    private volatile long endsAt;
    private long extendAt;
    private boolean extending;
    private volatile boolean lost;

    public Lease(Message message, long receivedAt, Duration visibility) {
        this.message = message;
        this.bytes = message.body() == null ? 0 : message.body().length();
        this.receivedAt = receivedAt;
        this.receiptHandle = message.receiptHandle();
        this.receives = SystemAttributes.receiveCount(message);
        this.receiveCount = receives;
        renewed(receivedAt, visibility);
    }

    public Message message() {
        return message;
    }

    /**
     * How often SQS has delivered it, by the last delivery, and how often it was tried again here; for any thread. The redrive
     * policy counts a second delivery while the message was here, too.
     */
    public int receiveCount() {
        return receiveCount;
    }

    /** Counts a failed move to the dead-letter queue, on top of what it was received before. */
    public int nextTryAtMoving() {
        return receiveCount() + failedMoves++;
    }

    /** It goes to work once more without having been at the queue. */
    public void tryAgain() {
        triesHere++;
        receiveCount = receives + triesHere;
        synchronized (lostActions) {
            // Whoever worked on it last is no longer concerned.
            lostActions.clear();
        }
    }

    public String receiptHandle() {
        return receiptHandle;
    }

    /** Whether a second delivery of the message can go on under this lease. */
    public boolean mayGoOn(long now) {
        return (state == State.HELD || state == State.MOVING) && !lost && !hasEnded(now);
    }

    /**
     * SQS has delivered the message once more while it was here. The newest receipt handle is the one that surely deletes it
     * (Amazon SQS Developer Guide, "Receipt handle").
     */
    public void redelivered(Message again, long at, Duration visibility) {
        receiptHandle = again.receiptHandle();
        receives = Math.max(receives, SystemAttributes.receiveCount(again));
        receiveCount = receives + triesHere;
        renewed(at, visibility);
    }

    /** About how much memory the message takes. */
    public int bytes() {
        return bytes;
    }

    public State state() {
        return state;
    }

    public void become(State next) {
        state = next;
    }

    /** The queue hides the message for this long from now on, counted from before the request that said so. */
    public void renewed(long from, Duration visibility) {
        long nanos = visibility.toNanos();
        endsAt = from + nanos - Math.min(MARGIN, nanos / 10);
        extendAt = from + nanos / 2;
        extending = false;
    }

    /** Marks an extension as under way, and says whether it was due: at half time, which leaves room for retries. */
    public boolean beginExtension(long now) {
        boolean here = state == State.HELD || state == State.MOVING;
        boolean due = here && !extending && now - extendAt >= 0;
        extending |= due;
        return due;
    }

    /** Whether the queue may show the message to others by now. */
    public boolean hasEnded(long now) {
        return now - endsAt >= 0;
    }

    public Duration left(long now) {
        return Duration.ofNanos(Math.max(0, endsAt - now));
    }

    public Duration age(long now) {
        return Duration.ofNanos(now - receivedAt);
    }

    /** How long the message can still be hidden from now on: SQS refuses more than 12 hours from the receive. */
    public Duration longestVisibility(long now) {
        Duration rest = SqsQuotas.VISIBILITY.minus(RECEIVE_MARGIN).minus(age(now));
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    /** By the clock as well: a process that was asleep wakes up before it has looked at its leases. */
    @Override
    public boolean isLost() {
        return lost || hasEnded(System.nanoTime());
    }

    /** Tells whoever works on the message that the result is no longer wanted. */
    public void lose() {
        List<Runnable> actions;
        synchronized (lostActions) {
            lost = true;
            actions = List.copyOf(lostActions);
            lostActions.clear();
        }
        // One listener that fails must not keep the others from knowing.
        actions.forEach(FaultBarrier::run);
    }

    @Override
    public void onLost(Runnable action) {
        synchronized (lostActions) {
            if (!lost) {
                lostActions.add(action);
                return;
            }
        }
        action.run();
    }
}
