package dev.sluice.acceptance.outage;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.sluice.testkit.Fault;

import static org.assertj.core.api.Assertions.assertThat;

/** The short form of {@link OutageRun}. */
class OutageIT {

    /** An idle worker notices a silent link when its poll should have ended. */
    private static final Map<String, String> SHORT_POLLS = Map.of("MP_MESSAGING_INCOMING_JOBS_WAIT_TIME", "1");

    @Test
    void aWorkerThatLosesItsQueueSaysSoAsksSparinglyAndComesBackByItself() throws Exception {
        try (Outages outages = new Outages(SHORT_POLLS)) {
            for (Fault fault : Faults.ALL) {
                Outage outage = outages.suffer(fault, Duration.ofSeconds(3));

                assertThat(outage.trouble()).as(Faults.name(fault)).contains(Faults.words(fault));
                assertThat(outage.liveness()).as(Faults.name(fault)).isEqualTo(200);
                assertThat(outage.attempts()).as(Faults.name(fault)).isLessThanOrEqualTo(outage.mostAttempts());
            }
        }
    }
}
