package dev.sluice.sqs.receive.order;

import java.util.List;
import java.util.function.Predicate;

import dev.sluice.sqs.configuration.QueueOrder;

/**
 * Says which queue's message is next.
 *
 * @param <Q> a queue
 */
public interface QueueScheduler<Q> {

    /** The queue to take a waiting message from, or null when none has one. */
    Q next();

    /**
     * @param queues the most urgent first
     * @param hasWaiting whether a queue has a message waiting
     */
    static <Q> QueueScheduler<Q> of(QueueOrder order, List<Q> queues, Predicate<Q> hasWaiting) {
        return switch (order) {
            case QueueOrder.Strict() -> new StrictTurns<>(queues, hasWaiting);
            case QueueOrder.Weighted(List<Integer> weights) -> new WeightedTurns<>(queues, hasWaiting, weights);
        };
    }

    /** The first queue that has one. */
    record StrictTurns<Q>(List<Q> queues, Predicate<Q> hasWaiting) implements QueueScheduler<Q> {
        @Override
        public Q next() {
            for (Q queue : queues) {
                if (hasWaiting.test(queue)) {
                    return queue;
                }
            }
            return null;
        }
    }

    /**
     * Smooth weighted round robin: each queue that has a message gains its weight, the richest is next and pays what all
     * gained. With weights 3 and 1 the turns are A A B A, not A A A B.
     */
    final class WeightedTurns<Q> implements QueueScheduler<Q> {

        private final List<Q> queues;
        private final Predicate<Q> hasWaiting;
        private final List<Integer> weights;
        private final int[] credit;

        WeightedTurns(List<Q> queues, Predicate<Q> hasWaiting, List<Integer> weights) {
            this.queues = queues;
            this.hasWaiting = hasWaiting;
            this.weights = weights;
            this.credit = new int[queues.size()];
        }

        @Override
        public Q next() {
            int richest = -1;
            int gained = 0;
            for (int i = 0; i < credit.length; i++) {
                if (!hasWaiting.test(queues.get(i))) {
                    credit[i] = 0;
                    continue;
                }
                credit[i] += weights.get(i);
                gained += weights.get(i);
                if (richest < 0 || credit[i] > credit[richest]) {
                    richest = i;
                }
            }
            if (richest < 0) {
                return null;
            }
            credit[richest] -= gained;
            return queues.get(richest);
        }
    }
}
