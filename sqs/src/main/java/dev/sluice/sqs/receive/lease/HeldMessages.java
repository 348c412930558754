package dev.sluice.sqs.receive.lease;

import java.util.HashMap;
import java.util.Map;

import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Which of the messages that are here came under which lease, so that one that SQS delivers a second time while the first
 * is still here is known for the same.
 */
public final class HeldMessages {

    private final Map<String, Lease> leases = new HashMap<>();
    private volatile int count;

    public void add(Lease lease) {
        leases.put(lease.message().messageId(), lease);
        count = leases.size();
    }

    public void remove(Lease lease) {
        leases.remove(lease.message().messageId(), lease);
        count = leases.size();
    }

    /** How many there are, settlements under way included; for any thread. */
    public int count() {
        return count;
    }

    /** The lease that this delivery may go on with; null when there is none: the message is new, or on its way out. */
    public Lease holding(Message delivered) {
        Lease lease = leases.get(delivered.messageId());
        return lease != null && lease.mayGoOn(System.nanoTime()) ? lease : null;
    }
}
