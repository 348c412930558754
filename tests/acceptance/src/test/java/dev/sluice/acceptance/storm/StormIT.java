package dev.sluice.acceptance.storm;

import java.time.Duration;

import org.junit.jupiter.api.Test;

/** The short form of {@link StormRun}. */
class StormIT {

    @Test
    void whenEveryJobFailsNeitherTheRequestsNorTheLogGrowBeyondBoundsAndAllIsDoneInTheEnd() {
        Storms.of(2_000, Duration.ofSeconds(3));
    }
}
