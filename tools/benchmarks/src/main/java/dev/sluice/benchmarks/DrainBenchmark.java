package dev.sluice.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

import dev.sluice.benchmarks.process.Variant;
import dev.sluice.benchmarks.report.Bar;
import dev.sluice.benchmarks.report.Section;

/** What a no-op job costs a worker, beside a bare loop over the SDK and SmallRye's connector. */
final class DrainBenchmark implements Benchmark {

    private static final String CPU = "CPU per job";
    private static final String BARE = "bare SDK loop";
    private static final String RATE = "drained";

    @Override
    public String name() {
        return "drain";
    }

    @Override
    public Section run(Lab lab) {
        Scale scale = lab.scale();
        Section section = new Section(
                name(),
                "Draining no-op jobs",
                "Rounds of %,d messages, in turns, each subject with a queue of its own, after %d rounds to warm up; the processor time is that of the draining process alone."
                        .formatted(scale.jobs(), scale.warmUps()));
        List<Drainer> drainers = new ArrayList<>();
        try {
            for (Variant variant : lab.variants()) {
                Drainer.worker(lab, variant)
                        .ifPresentOrElse(
                                drainers::add, () -> section.note("Not built: the worker, " + variant.label() + "."));
            }
            drainers.add(Drainer.bareLoop(
                    lab, BARE, lab.setup().bareLoops(), lab.setup().bareThreads()));
            Drainer.smallRye(lab)
                    .ifPresentOrElse(drainers::add, () -> section.note("Not built: SmallRye's connector."));
            rounds(lab, section, drainers);
        } finally {
            drainers.forEach(Drainer::close);
        }
        section.bar(
                "CPU per no-op job ÷ bare SDK loop, JVM",
                section.ratio(CPU, "Sluice jvm", BARE),
                Bar.Side.AT_MOST,
                1.25,
                "");
        section.bar(
                "CPU per no-op job, native ÷ JVM",
                section.ratio(CPU, "Sluice native", "Sluice jvm"),
                Bar.Side.AT_MOST,
                1.3,
                "");
        return section;
    }

    /** Rounds of no-op jobs, the subjects in turns. */
    static void rounds(Lab lab, Section section, List<Drainer> drainers) {
        Scale scale = lab.scale();
        IntFunction<String> bodies = Events.noop();
        for (int round = -scale.warmUps(); round < scale.rounds(); round++) {
            for (Drainer drainer : drainers) {
                DrainRound drained = DrainRound.of(drainer.process(), drainer.queue(), scale.jobs(), bodies);
                lab.progress(
                        "drain %s round %d: %.1f µs a job, %.0f jobs/s",
                        drainer.subject(), round, drained.cpuMicros(), drained.jobsPerSecond());
                if (round >= 0) {
                    section.add(CPU, "µs", drainer.subject(), drained.cpuMicros());
                    section.add(RATE, "jobs/s", drainer.subject(), drained.jobsPerSecond());
                }
            }
        }
    }
}
