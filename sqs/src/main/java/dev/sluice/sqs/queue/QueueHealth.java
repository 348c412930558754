package dev.sluice.sqs.queue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jboss.logging.Logger;

import dev.sluice.meters.FailSafe;

/**
 * What the last request to a queue said of it. Trouble is logged once when it begins and once when it ends, however
 * many requests fail between the two.
 */
public final class QueueHealth {

    private static final Logger LOG = Logger.getLogger(QueueHealth.class);

    private static final String NOT_REACHED_YET = "not reached yet";

    private final String queue;
    private final List<Runnable> troubleActions = new CopyOnWriteArrayList<>();
    private volatile String trouble = NOT_REACHED_YET;

    public QueueHealth(String queue) {
        this.queue = queue;
    }

    /** A request was answered. */
    public void ok() {
        String before = trouble;
        if (before != null) {
            trouble = null;
            LOG.infof(before == NOT_REACHED_YET ? "Queue %s is there" : "Queue %s answers again", queue);
        }
    }

    /** A request failed in a way that says the queue cannot be used now. */
    public void failed(Throwable cause) {
        String now = SqsFailure.describe(cause);
        boolean begins = trouble == null || trouble == NOT_REACHED_YET;
        trouble = now;
        if (begins) {
            LOG.warnf("Queue %s cannot be used: %s. Trying again until it can", queue, now);
            LOG.debug("The cause", cause);
            troubleActions.forEach(FailSafe::run);
        }
    }

    /** Runs the action each time when trouble begins, on the thread that has met it. */
    public void onTrouble(Runnable action) {
        troubleActions.add(action);
    }

    /** The queue's name. */
    public String queue() {
        return queue;
    }

    public boolean isOk() {
        return trouble == null;
    }

    /** In trouble, one line of what is wrong; else null. */
    public String trouble() {
        return trouble;
    }
}
