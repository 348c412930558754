package dev.sluice.worker.deadletter;

import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.sluice.sqs.deadletter.DrainedQueue;

/** The answer that lists the queues. */
@RegisterForReflection
record QueueList(List<Entry> queues) {

    /**
     * A queue that the worker drains.
     *
     * @param deadLetterQueue null when there is none
     * @param error why the queue cannot be read now; else null
     */
    @RegisterForReflection
    record Entry(String queue, DepthView depth, DeadLetterQueue deadLetterQueue, String error) {

        static Entry of(DrainedQueue queue) {
            return new Entry(
                    queue.source().name(),
                    DepthView.of(queue.source().depth()),
                    queue.deadLetters()
                            .map(dead -> new DeadLetterQueue(dead.name(), DepthView.of(dead.depth())))
                            .orElse(null),
                    null);
        }

        static Entry unreadable(String queue, String error) {
            return new Entry(queue, null, null, error);
        }
    }

    /** A dead-letter queue. */
    @RegisterForReflection
    record DeadLetterQueue(String name, DepthView depth) {}
}
