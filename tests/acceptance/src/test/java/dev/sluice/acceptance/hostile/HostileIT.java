package dev.sluice.acceptance.hostile;

import java.time.Duration;

import org.junit.jupiter.api.Test;

/** The short form of {@link HostileRun}. */
class HostileIT {

    @Test
    void whateverIsSentValidJobsAreAcceptedInTimeAndDoneAndNothingIsGivenAway() throws Exception {
        Hostility.of(20261130, Duration.ofSeconds(5));
    }
}
