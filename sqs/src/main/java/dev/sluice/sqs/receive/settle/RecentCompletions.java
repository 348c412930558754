package dev.sluice.sqs.receive.settle;

import java.util.LinkedHashSet;

/**
 * The messages that were done here lately, so that one which SQS delivers again is not done again: its delete came too
 * late for its lease, or SQS, which promises to deliver at least once, delivered it twice. It knows of this worker only.
 */
final class RecentCompletions {

    /** About a megabyte; some seconds of a worker at full speed, hours of one with slow jobs. */
    private static final int MOST = 10_000;

    private final LinkedHashSet<String> ids = new LinkedHashSet<>();

    void add(String messageId) {
        if (ids.add(messageId) && ids.size() > MOST) {
            ids.removeFirst();
        }
    }

    boolean contains(String messageId) {
        return ids.contains(messageId);
    }
}
