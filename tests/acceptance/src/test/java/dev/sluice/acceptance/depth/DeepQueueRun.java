package dev.sluice.acceptance.depth;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.sluice.acceptance.Site;
import dev.sluice.acceptance.SqsProcess;

/**
 * A minute at a queue with a million messages: prints how many the worker holds and how much memory it takes. The queue
 * runs in a process of its own, with {@code -Xmx6g}; to fill it takes minutes. A program, started by name only:
 *
 * <pre>./mvnw verify -pl tests/acceptance -Dtest=NONE -Dit.test=DeepQueueRun</pre>
 *
 * <ul>
 *   <li>{@code depth.messages}: 1,000,000 if not given; a multiple of a thousand
 *   <li>{@code depth.seconds}: how long the worker is watched; 60 if not given
 * </ul>
 */
class DeepQueueRun {

    @Test
    void run() {
        DeepQueues.at(
                Site.around(SqsProcess.withHeap("6g")),
                Integer.getInteger("depth.messages", 1_000_000),
                Duration.ofSeconds(Long.getLong("depth.seconds", 60)));
    }
}
