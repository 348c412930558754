package dev.sluice.sqs.receive.order;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.sluice.sqs.configuration.QueueOrder;

import static org.assertj.core.api.Assertions.assertThat;

class QueueSchedulerTest {

    private final Map<String, Integer> waiting = new HashMap<>();

    @Test
    void strictlyTakesALaterQueueOnlyWhenTheEarlierOnesAreEmpty() {
        waiting.putAll(Map.of("A", 2, "B", 2, "C", 1));

        assertThat(take(turns(new QueueOrder.Strict()), 6)).isEqualTo("AABBC-");
    }

    @Test
    void takesTurnsInProportionToTheWeightsAndMixesThem() {
        waiting.putAll(Map.of("A", 100, "B", 100, "C", 0));

        assertThat(take(turns(weights(3, 1, 1)), 8)).isEqualTo("AABAAABA");
    }

    @Test
    void givesTheTurnsOfAnEmptyQueueToTheOthers() {
        waiting.putAll(Map.of("A", 0, "B", 3, "C", 3));

        assertThat(take(turns(weights(10, 1, 1)), 7)).isEqualTo("BCBCBC-");
    }

    @Test
    void letsNoQueueStarveByItsWeight() {
        waiting.putAll(Map.of("A", 1000, "B", 1000, "C", 1000));

        String turns = take(turns(weights(8, 1, 1)), 100);

        assertThat(Collections.frequency(List.of(turns.split("")), "A")).isEqualTo(80);
        assertThat(Collections.frequency(List.of(turns.split("")), "C")).isEqualTo(10);
    }

    @Test
    void doesNotLetAQueueSaveUpTurnsWhileItIsEmpty() {
        waiting.putAll(Map.of("A", 0, "B", 1000, "C", 0));
        QueueScheduler<String> turns = turns(weights(1, 1, 1));
        take(turns, 50);

        waiting.put("A", 1000);

        assertThat(take(turns, 6)).matches("(AB){3}|(BA){3}");
    }

    private QueueScheduler<String> turns(QueueOrder order) {
        return QueueScheduler.of(order, List.of("A", "B", "C"), queue -> waiting.get(queue) > 0);
    }

    private static QueueOrder weights(Integer... weights) {
        return new QueueOrder.Weighted(List.of(weights));
    }

    private String take(QueueScheduler<String> turns, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    String queue = turns.next();
                    if (queue != null) {
                        waiting.merge(queue, -1, Integer::sum);
                    }
                    return queue == null ? "-" : queue;
                })
                .collect(Collectors.joining());
    }
}
