package dev.sluice.sqs;

/**
 * The right to work on a received message. The connector extends it for as long as somebody holds the message; it is
 * lost when that fails, and then another worker may already have the message.
 */
public interface MessageLease {

    /** Whether the lease is lost: what becomes of the message no longer depends on this worker. */
    boolean isLost();

    /** Runs the action when the lease is lost, at once if it is already; on the connector's event loop. */
    void onLost(Runnable action);
}
