package dev.sluice.acceptance.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.sluice.acceptance.Table;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link ChaosRun} with many seeds, and with few workers and many: what troubles meet whom is different each time. Goes on after
 * a seed that fails, and prints what each of them gave. A program, started by name only:
 *
 * <pre>./mvnw verify -pl tests/acceptance -Dtest=NONE -Dit.test=ChaosSeeds -Dchaos.first=1 -Dchaos.seeds=20</pre>
 *
 * <ul>
 *   <li>{@code chaos.first}: the first seed; 1 if not given
 *   <li>{@code chaos.seeds}: how many, each one more than the last; 20 if not given
 *   <li>{@code chaos.workers}: the numbers of workers that take turns, separated by commas; 2,4,6 if not given
 *   <li>{@code chaos.jobs}: how many jobs are to be accepted each time; 2,000 if not given
 *   <li>{@code chaos.rounds}: how often each kind of event comes to each worker; 1 if not given, a minute and a half each
 * </ul>
 */
class ChaosSeeds {

    @Test
    void run() {
        long first = Long.getLong("chaos.first", 1);
        int seeds = Integer.getInteger("chaos.seeds", 20);
        int jobs = Integer.getInteger("chaos.jobs", 2_000);
        int rounds = Integer.getInteger("chaos.rounds", 1);
        List<Integer> workers = Stream.of(
                        System.getProperty("chaos.workers", "2,4,6").split(","))
                .map(Integer::valueOf)
                .toList();
        Table table = new Table("Chaos with %d seeds".formatted(seeds));
        List<String> complaints = new ArrayList<>();
        for (int i = 0; i < seeds; i++) {
            long seed = first + i;
            int fleet = workers.get(i % workers.size());
            Schedule schedule = Schedule.inRounds(seed, fleet, rounds, Chaos.VISIBILITY);
            try (Chaos chaos = new Chaos(seed, fleet)) {
                Tally tally = chaos.run(schedule, jobs);
                table.row(
                        "seed %d, %d workers: done again, unexplained".formatted(seed, fleet),
                        tally.unexplained().size());
                table.row(
                        "  lost, left or dead-lettered",
                        tally.lost().size() + tally.visible() + tally.inFlight() + tally.deadLetters());
                table.row(
                        "  done again, worker killed or paused",
                        tally.explained().size());
                tally.complaints().forEach(complaint -> complaints.add("Seed %d: %s".formatted(seed, complaint)));
            }
            System.out.println(table);
        }
        assertThat(complaints).isEmpty();
    }
}
