package dev.sluice.acceptance.drain;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DrainIT {

    @Test
    void aWorkerThatIsStoppedUnderLoadFinishesWhatItHasBegunAndGivesBackTheRest() {
        Drains.inTurn(3);
    }

    @Test
    void jobsThatOutlastTheGraceAreGivenBackWhenItEnds() {
        try (var stops = new StopsUnderLoad(Duration.ofMinutes(1))) {
            Stop stop = stops.stopAfter(50, Duration.ofSeconds(1));

            assertThat(stop.status()).isZero();
            assertThat(stop.hidden()).isZero();
            assertThat(stop.left()).isEqualTo(stops.submitted());
        }
    }
}
