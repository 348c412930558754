package dev.sluice.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.HdrHistogram.Histogram;

import dev.sluice.benchmarks.load.ApiClient;
import dev.sluice.benchmarks.load.Latencies;
import dev.sluice.benchmarks.load.OpenLoop;
import dev.sluice.benchmarks.load.Receiver;
import dev.sluice.benchmarks.process.Variant;
import dev.sluice.benchmarks.report.Section;

/** How long clients wait for their 202, and jobs until they are done, at a rate that leaves room. */
final class LatencyBenchmark implements Benchmark {

    private static final int CONNECTIONS = 64;
    private static final int[] PERCENTILES = {50, 95, 99};
    private static final Duration LAST_JOB_LIMIT = Duration.ofSeconds(60);

    /** A pair of services and the connections to it. */
    private record Subject(Fleet fleet, ApiClient client) implements AutoCloseable {
        @Override
        public void close() {
            client.close();
            fleet.close();
        }
    }

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public Section run(Lab lab) {
        Scale scale = lab.scale();
        Section section = new Section(
                name(),
                "Latency",
                "Webhook jobs at %,d a second, for %d s a round, in turns, after %d rounds to warm up; from when a submission was meant to leave (so that waiting for a slow answer counts) to its 202, and to the call of its endpoint, which is on this machine, too."
                        .formatted(scale.rate(), scale.latency().toSeconds(), scale.warmUps()));
        List<Subject> subjects = new ArrayList<>();
        try (Receiver receiver = new Receiver()) {
            for (Variant variant : lab.variants()) {
                Fleet.start(lab, name(), variant, lab.sqs())
                        .ifPresentOrElse(
                                fleet -> subjects.add(new Subject(
                                        fleet, new ApiClient(fleet.producer().apiPort(), CONNECTIONS))),
                                () -> section.note("Not built: " + variant.label() + "."));
            }
            for (int round = -scale.warmUps(); round < scale.rounds(); round++) {
                for (Subject subject : subjects) {
                    round(lab, section, subject, receiver, round >= 0);
                }
            }
        } finally {
            subjects.forEach(Subject::close);
        }
        return section;
    }

    private static void round(Lab lab, Section section, Subject subject, Receiver receiver, boolean counts) {
        Scale scale = lab.scale();
        int jobs = (int) (scale.rate() * scale.latency().toMillis() / 1000);
        receiver.expect(jobs);
        OpenLoop.Arrivals arrivals = OpenLoop.run(subject.client(), scale.rate(), jobs, receiver::submission);
        Histogram done = Latencies.histogram();
        long[] deliveries = receiver.awaitAll(LAST_JOB_LIMIT);
        for (int job = 0; job < jobs; job++) {
            Latencies.record(done, arrivals.dueAt(job), deliveries[job]);
        }
        String label = subject.fleet().variant().label();
        lab.progress(
                "latency %s: 202 after %.2f ms, done after %.2f ms (p50), %.2f and %.2f ms (p99)",
                label,
                Latencies.percentile(arrivals.accepted(), 50),
                Latencies.percentile(done, 50),
                Latencies.percentile(arrivals.accepted(), 99),
                Latencies.percentile(done, 99));
        if (counts) {
            add(section, "202", label, arrivals.accepted());
            add(section, "end to end", label, done);
        }
    }

    private static void add(Section section, String what, String subject, Histogram micros) {
        for (int percentile : PERCENTILES) {
            section.add(what + ", p" + percentile, "ms", subject, Latencies.percentile(micros, percentile));
        }
    }
}
