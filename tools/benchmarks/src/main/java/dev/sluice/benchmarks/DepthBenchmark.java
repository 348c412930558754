package dev.sluice.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.sluice.benchmarks.process.MeasuredProcess;
import dev.sluice.benchmarks.process.Variant;
import dev.sluice.benchmarks.queue.BenchmarkQueue;
import dev.sluice.benchmarks.report.Section;

/** Whether a worker at a queue of a million works as at a shallow one: its pace, its cost, its memory. */
final class DepthBenchmark implements Benchmark {

    private static final int CHUNK = 10_000;

    @Override
    public String name() {
        return "depth";
    }

    @Override
    public Section run(Lab lab) {
        Scale scale = lab.scale();
        Section section = new Section(
                name(),
                "A deep queue",
                "A queue of %,d no-op jobs, looked at for %s s a round after %d such rounds to warm up, one variant after the other, each with a queue of its own. To compare with draining, where a queue has %,d."
                        .formatted(
                                scale.deep(), scale.deepWindow().toMillis() / 1000.0, scale.warmUps(), scale.jobs()));
        List<Drainer> drainers = new ArrayList<>();
        try {
            for (Variant variant : lab.variants()) {
                Drainer.worker(lab, variant)
                        .ifPresentOrElse(
                                drainers::add, () -> section.note("Not built: the worker, " + variant.label() + "."));
            }
            for (Drainer drainer : drainers) {
                measure(lab, section, drainer);
            }
        } finally {
            drainers.forEach(Drainer::close);
        }
        return section;
    }

    private static void measure(Lab lab, Section section, Drainer drainer) {
        Scale scale = lab.scale();
        MeasuredProcess worker = drainer.process();
        BenchmarkQueue queue = drainer.queue();
        worker.freeze();
        for (int filled = 0; filled < scale.deep(); filled += CHUNK) {
            queue.fill(Math.min(CHUNK, scale.deep() - filled), Events.noop());
        }
        worker.thaw();
        for (int round = -scale.warmUps(); round < scale.rounds(); round++) {
            long start = System.nanoTime();
            int depth = queue.depth();
            Duration cpu = worker.cpu();
            lab.rest(scale.deepWindow());
            int drained = depth - queue.depth();
            double micros = worker.cpu().minus(cpu).toNanos() / 1e3 / drained;
            double rate = drained / ((System.nanoTime() - start) / 1e9);
            lab.progress("depth %s at %,d: %.0f jobs/s, %.1f µs a job", drainer.subject(), depth, rate, micros);
            if (round >= 0) {
                section.add("messages in the queue", "", drainer.subject(), depth);
                section.add("drained", "jobs/s", drainer.subject(), rate);
                section.add("CPU per job", "µs", drainer.subject(), micros);
                section.add("resident memory", "MB", drainer.subject(), worker.residentMegabytes());
            }
        }
        section.add("peak memory", "MB", drainer.subject(), worker.peakMegabytes());
        queue.purge();
    }
}
