package dev.sluice.acceptance.chaos;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The long chaos test: some minutes in which three workers are killed, stopped and paused and their links broken in every
 * way, while thousands of jobs come in. It prints its seed and its schedule, what happens, and a table at the end;
 * {@code docs/testing.md} says how to read it. A program, started by name only:
 *
 * <pre>./mvnw verify -pl tests/acceptance -Dtest=NONE -Dit.test=ChaosRun -Dchaos.seed=42</pre>
 *
 * <ul>
 *   <li>{@code chaos.seed}: what the schedule, the submissions and the endpoint's answers follow from; a new one if not given
 *   <li>{@code chaos.jobs}: how many jobs are to be accepted; 5,000 if not given
 *   <li>{@code chaos.workers}: 3 if not given
 *   <li>{@code chaos.rounds}: how often each kind of event comes to each worker; 2 if not given, about a minute each
 * </ul>
 */
class ChaosRun {

    @Test
    void run() {
        long seed = Long.getLong("chaos.seed", System.currentTimeMillis());
        int jobs = Integer.getInteger("chaos.jobs", 5_000);
        int workers = Integer.getInteger("chaos.workers", 3);
        int rounds = Integer.getInteger("chaos.rounds", 2);
        Schedule schedule = Schedule.inRounds(seed, workers, rounds, Chaos.VISIBILITY);
        try (Chaos chaos = new Chaos(seed, workers)) {
            Tally tally = chaos.run(schedule, jobs);
            System.out.println(tally.table("Chaos with the seed " + seed));
            assertThat(tally.complaints()).isEmpty();
        }
    }
}
