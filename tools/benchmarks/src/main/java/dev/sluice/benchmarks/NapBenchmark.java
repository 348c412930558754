package dev.sluice.benchmarks;

import java.util.ArrayList;
import java.util.List;

import dev.sluice.benchmarks.process.Variant;
import dev.sluice.benchmarks.report.Bar;
import dev.sluice.benchmarks.report.Section;

/** Whether jobs that take a while keep all slots busy, and what a job costs that has a virtual thread of its own. */
final class NapBenchmark implements Benchmark {

    private static final int MILLIS = 50;
    private static final String RATE = "drained, 50 ms jobs";
    private static final String BEST = "of slots ÷ time";

    @Override
    public String name() {
        return "nap";
    }

    @Override
    public Section run(Lab lab) {
        Scale scale = lab.scale();
        Section section = new Section(
                name(),
                "Draining jobs on virtual threads",
                "Rounds of %,d jobs that sleep for %d ms in a worker with %d slots, and of %,d that return at once; in turns, after %d rounds to warm up."
                        .formatted(scale.naps(), MILLIS, Drainer.SLOTS, scale.jobs(), scale.warmUps()));
        List<Drainer> drainers = new ArrayList<>();
        try {
            for (Variant variant : lab.variants()) {
                Drainer.worker(lab, variant)
                        .ifPresentOrElse(
                                drainers::add, () -> section.note("Not built: the worker, " + variant.label() + "."));
            }
            for (int round = -scale.warmUps(); round < scale.rounds(); round++) {
                for (Drainer drainer : drainers) {
                    round(lab, section, drainer, round >= 0);
                }
            }
        } finally {
            drainers.forEach(Drainer::close);
        }
        drainers.forEach(drainer -> section.bar(
                "50 ms jobs drained ÷ (slots ÷ time), " + drainer.subject(),
                section.median(BEST, drainer.subject()),
                Bar.Side.AT_LEAST,
                0.95,
                ""));
        return section;
    }

    private static void round(Lab lab, Section section, Drainer drainer, boolean counts) {
        Scale scale = lab.scale();
        DrainRound naps = DrainRound.of(drainer.process(), drainer.queue(), scale.naps(), Events.nap(MILLIS));
        DrainRound atOnce = DrainRound.of(drainer.process(), drainer.queue(), scale.jobs(), Events.nap(0));
        lab.progress(
                "nap %s: %.0f jobs/s of 50 ms, %.1f µs a job; %.0f jobs/s of 0 ms, %.1f µs a job",
                drainer.subject(), naps.jobsPerSecond(), naps.cpuMicros(), atOnce.jobsPerSecond(), atOnce.cpuMicros());
        if (counts) {
            section.add(RATE, "jobs/s", drainer.subject(), naps.jobsPerSecond());
            section.add(BEST, "", drainer.subject(), naps.jobsPerSecond() / (Drainer.SLOTS * 1000.0 / MILLIS));
            section.add("CPU per 50 ms job", "µs", drainer.subject(), naps.cpuMicros());
            section.add("drained, 0 ms jobs", "jobs/s", drainer.subject(), atOnce.jobsPerSecond());
            section.add("CPU per 0 ms job", "µs", drainer.subject(), atOnce.cpuMicros());
        }
    }
}
