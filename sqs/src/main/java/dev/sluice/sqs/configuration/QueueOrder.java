package dev.sluice.sqs.configuration;

import java.util.List;

/** How the messages of several queues take turns when a worker has room for one more. */
public sealed interface QueueOrder {

    /**
     * A later queue's message only when no earlier queue has one waiting. While an earlier queue is never empty, the
     * later ones starve.
     */
    record Strict() implements QueueOrder {}

    /**
     * Turns in proportion to the weights; a queue without messages gives its turns away.
     *
     * @param weights one for each queue, in the queues' order, each at least 1
     */
    record Weighted(List<Integer> weights) implements QueueOrder {
        public Weighted {
            weights = List.copyOf(weights);
            if (weights.stream().anyMatch(weight -> weight < 1)) {
                throw new IllegalArgumentException("weights must be at least 1");
            }
        }
    }
}
