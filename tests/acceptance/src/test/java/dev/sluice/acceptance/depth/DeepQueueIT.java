package dev.sluice.acceptance.depth;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.sluice.acceptance.Site;

/** The short form of {@link DeepQueueRun}. */
class DeepQueueIT {

    @Test
    void aWorkerWithLittleMemoryTakesNoMoreOfADeepQueueThanItHasUseFor() {
        DeepQueues.at(Site.here(), 20_000, Duration.ofSeconds(5));
    }
}
