package dev.sluice.acceptance.chaos;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The short form of {@link ChaosRun}: one event of each kind. */
class ChaosIT {

    private static final long SEED = 1;
    private static final int WORKERS = 2;
    private static final int JOBS = 800;

    @Test
    void noJobIsLostAndNoneIsDoneTwiceWithoutAReasonWhateverHappensToTheWorkers() {
        Schedule schedule = Schedule.dealt(SEED, WORKERS, Chaos.VISIBILITY);
        try (Chaos chaos = new Chaos(SEED, WORKERS)) {
            Tally tally = chaos.run(schedule, JOBS);
            System.out.println(tally.table("Chaos in short"));
            assertThat(tally.complaints()).isEmpty();
        }
    }
}
