package dev.sluice.benchmarks;

import java.util.ArrayList;
import java.util.List;

import dev.sluice.benchmarks.report.Section;

/** How many bare loops side by side, and how many threads of their client, cost the least: the reference is to be at its best. */
final class TuningBenchmark implements Benchmark {

    private static final int[] LOOPS = {1, 2, 4, 8, 16};
    private static final int[] IO_THREADS = {1, 2};

    @Override
    public String name() {
        return "tuning";
    }

    @Override
    public Section run(Lab lab) {
        Section section = new Section(
                name(),
                "The bare loop at its best",
                "As draining no-op jobs, by bare SDK loops in different numbers, with a client of one or two threads.");
        List<Drainer> drainers = new ArrayList<>();
        try {
            for (int threads : IO_THREADS) {
                for (int loops : LOOPS) {
                    String subject = "%d loops, %d threads".formatted(loops, threads);
                    drainers.add(Drainer.bareLoop(lab, subject, loops, threads));
                }
            }
            DrainBenchmark.rounds(lab, section, drainers);
        } finally {
            drainers.forEach(Drainer::close);
        }
        return section;
    }
}
