package dev.sluice.sqs.queue;

import dev.sluice.sqs.SqsFailure;

/** What requests of one kind have found out about a queue. */
public final class OperationHealth {

    private final QueueHealth queue;
    private final SqsOperation operation;

    OperationHealth(QueueHealth queue, SqsOperation operation) {
        this.queue = queue;
        this.operation = operation;
    }

    /** The queue has done what was asked. */
    public void ok() {
        queue.reached();
        queue.granted(operation);
    }

    /** The queue has answered, which says nothing of whether it would have done what was asked. */
    public void answered() {
        queue.reached();
    }

    /** A request failed in a way that says the queue cannot be used now, or not for this. */
    public void failed(Throwable cause) {
        if (SqsFailure.isRefusal(SqsFailure.code(cause))) {
            refused(SqsFailure.describe(cause));
        } else {
            queue.failed(cause);
        }
    }

    /**
     * The queue answers, but does not do what was asked, for no fault of the request.
     *
     * @param why one line for a person
     */
    public void refused(String why) {
        queue.reached();
        queue.refused(operation, why);
    }

    /** Runs the action each time when the queue is in reach again, on the thread that has found that out. */
    public void onReached(Runnable action) {
        queue.onReached(action);
    }

    /** Whether the last request of this kind, or of any if the queue is out of reach, has failed. At first none has. */
    public boolean hasFailed() {
        return queue.isOutOfReach() || queue.isRefused(operation);
    }

    /** Whether the queue has answered, and nothing speaks against the next request of this kind. */
    public boolean isOk() {
        return queue.isReachable() && !queue.isRefused(operation);
    }
}
