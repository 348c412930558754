package dev.sluice.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.vertx.core.buffer.Buffer;

import dev.sluice.benchmarks.load.ApiClient;
import dev.sluice.benchmarks.load.ClosedLoop;
import dev.sluice.benchmarks.process.Application;
import dev.sluice.benchmarks.process.Service;
import dev.sluice.benchmarks.process.Variant;
import dev.sluice.benchmarks.queue.BenchmarkQueue;
import dev.sluice.benchmarks.report.Bar;
import dev.sluice.benchmarks.report.Section;

/**
 * How many jobs the producer accepts, and how many the same service answers with SQS taken out: with a connector in its place
 * that acknowledges each message at once, and all else as it is.
 */
final class AcceptBenchmark implements Benchmark {

    private static final int CONNECTIONS = 64;

    /** Times the usual warm-up: a JVM compiles HTTP, JSON, validation and SQS for so long. */
    private static final int WARM_UPS = 4;

    private static final String PREFIX = "accept";
    private static final String RATE = "accepted";
    private static final String CPU = "CPU per job";
    private static final Buffer JOB =
            Buffer.buffer("{\"type\":\"checksum\",\"data\":{\"url\":\"https://example.com/\"}}");

    /** A producer and the connections to it. */
    private record Subject(String name, Service service, ApiClient client) implements AutoCloseable {

        static Subject of(String name, Service service) {
            return new Subject(name, service.awaitReady(), new ApiClient(service.apiPort(), CONNECTIONS));
        }

        @Override
        public void close() {
            client.close();
            service.close();
        }
    }

    @Override
    public String name() {
        return "accept";
    }

    @Override
    public Section run(Lab lab) {
        Scale scale = lab.scale();
        Section section = new Section(
                name(),
                "Accepting jobs",
                "Rounds of %,d submissions over %d keep-alive connections, in turns, after %d rounds to warm up. Load, producer and queue share the cores, so the rate without SQS also gains what the queue no longer takes."
                        .formatted(scale.jobs(), CONNECTIONS, WARM_UPS * scale.warmUps()));
        lab.queue(Fleet.high(PREFIX));
        BenchmarkQueue queue = lab.queue(Fleet.normal(PREFIX));
        List<Subject> subjects = new ArrayList<>();
        try {
            for (Variant variant : lab.variants()) {
                add(subjects, section, variant.label(), Fleet.startProducer(lab, variant, lab.sqs(), PREFIX));
                add(subjects, section, without(variant), lab.start(Application.INTAKE, variant, lab.sqs(), Map.of()));
            }
            for (int round = -WARM_UPS * scale.warmUps(); round < scale.rounds(); round++) {
                for (Subject subject : subjects) {
                    measure(lab, section, subject, scale.jobs(), round >= 0);
                    queue.purge();
                }
            }
        } finally {
            subjects.forEach(Subject::close);
        }
        subjects.stream()
                .filter(subject -> subject.client().refusals() > 0)
                .forEach(subject ->
                        section.note("%s: %d submissions were answered with 503 and made again, warm-up included."
                                .formatted(subject.name(), subject.client().refusals())));
        for (Variant variant : lab.variants()) {
            section.bar(
                    "jobs accepted ÷ answered with SQS taken out, each second of the producer's own processor time, "
                            + variant.label(),
                    section.ratio(CPU, without(variant), variant.label()),
                    Bar.Side.AT_LEAST,
                    0.6,
                    "");
            section.bar(
                    "the same by the rate on cores that the queue shares, " + variant.label(),
                    section.ratio(RATE, variant.label(), without(variant)),
                    Bar.Side.AT_LEAST,
                    0.6,
                    "");
        }
        section.bar(
                "CPU per accepted job, native ÷ JVM", section.ratio(CPU, "native", "jvm"), Bar.Side.AT_MOST, 1.3, "");
        return section;
    }

    private static void add(List<Subject> subjects, Section section, String name, Optional<Service> service) {
        service.ifPresentOrElse(
                started -> subjects.add(Subject.of(name, started)), () -> section.note("Not built: " + name + "."));
    }

    private static void measure(Lab lab, Section section, Subject subject, int jobs, boolean counts) {
        Duration before = subject.service().process().cpu();
        Duration queueBefore = lab.queueServer().cpu();
        Duration loadBefore = own();
        double rate = ClosedLoop.run(subject.client(), CONNECTIONS, jobs, number -> JOB);
        double cpu = perJob(before, subject.service().process().cpu(), jobs);
        long refusals = subject.client().refusals();
        lab.progress("accept %s: %.0f jobs/s, %.1f µs a job; %d refused so far", subject.name(), rate, cpu, refusals);
        if (counts) {
            section.add(RATE, "jobs/s", subject.name(), rate);
            section.add(CPU, "µs", subject.name(), cpu);
            section.add(
                    "the queue's CPU per job",
                    "µs",
                    subject.name(),
                    perJob(queueBefore, lab.queueServer().cpu(), jobs));
            section.add("the load's CPU per job", "µs", subject.name(), perJob(loadBefore, own(), jobs));
        }
    }

    private static double perJob(Duration before, Duration after, int jobs) {
        return after.minus(before).toNanos() / 1e3 / jobs;
    }

    private static Duration own() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    private static String without(Variant variant) {
        return variant.label() + " without SQS";
    }
}
