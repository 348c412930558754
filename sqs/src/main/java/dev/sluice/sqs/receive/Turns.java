package dev.sluice.sqs.receive;

import java.util.List;

/** Says which queue's message is next. */
interface Turns {

    /** The queue to take a waiting message from, or null when none has one. */
    Intake next();

    static Turns of(QueueOrder order, List<Intake> intakes) {
        return switch (order) {
            case QueueOrder.Strict() -> new StrictTurns(intakes);
            case QueueOrder.Weighted(List<Integer> weights) -> new WeightedTurns(intakes, weights);
        };
    }

    /** The first queue that has one. */
    record StrictTurns(List<Intake> intakes) implements Turns {
        @Override
        public Intake next() {
            for (Intake intake : intakes) {
                if (intake.hasWaiting()) {
                    return intake;
                }
            }
            return null;
        }
    }

    /**
     * Smooth weighted round robin: each queue that has a message gains its weight, the richest is next and pays what all
     * gained. With weights 3 and 1 the turns are A A B A, not A A A B.
     */
    final class WeightedTurns implements Turns {

        private final List<Intake> intakes;
        private final List<Integer> weights;
        private final int[] credit;

        WeightedTurns(List<Intake> intakes, List<Integer> weights) {
            this.intakes = intakes;
            this.weights = weights;
            this.credit = new int[intakes.size()];
        }

        @Override
        public Intake next() {
            int richest = -1;
            int gained = 0;
            for (int i = 0; i < credit.length; i++) {
                if (!intakes.get(i).hasWaiting()) {
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
            return intakes.get(richest);
        }
    }
}
