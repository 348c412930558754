package dev.sluice.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ToLongFunction;

import dev.sluice.benchmarks.load.Receiver;
import dev.sluice.benchmarks.process.Probe;
import dev.sluice.benchmarks.process.Service;
import dev.sluice.benchmarks.process.Variant;
import dev.sluice.benchmarks.queue.BenchmarkQueue;
import dev.sluice.benchmarks.report.Bar;
import dev.sluice.benchmarks.report.Section;

/** How long a process takes from the order to start it to what it is there for. */
final class StartBenchmark implements Benchmark {

    private static final String PREFIX = "start";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String JOB = "{\"type\":\"checksum\",\"data\":{\"url\":\"https://example.com/\"}}";

    private static final String PRODUCER_ANSWER = "producer, first answer";
    private static final String CONSUMER_ANSWER = "consumer, first answer";

    /**
     * A thing to wait for.
     *
     * @param begin starts the process
     * @param end returns when it has happened, a {@link System#nanoTime()} reading
     */
    private record Case(String name, Function<Variant, Optional<Service>> begin, ToLongFunction<Service> end) {}

    @Override
    public String name() {
        return "start";
    }

    @Override
    public Section run(Lab lab) {
        Section section = new Section(
                name(),
                "Starting",
                "From just before the process is made, each time a new one, %d times in turns; the queue runs and is warm. The first answer is the API's list of job types, and the worker's liveness."
                        .formatted(lab.scale().starts()));
        lab.queue(Fleet.high(PREFIX));
        BenchmarkQueue queue = lab.queue(Fleet.normal(PREFIX));
        try (Receiver receiver = new Receiver()) {
            List<Case> cases = cases(lab, receiver);
            for (int round = 0; round < lab.scale().starts(); round++) {
                for (Case each : cases) {
                    lab.variants().forEach(variant -> measure(lab, section, each, variant));
                    queue.purge();
                }
            }
        }
        for (String answer : List.of(PRODUCER_ANSWER, CONSUMER_ANSWER)) {
            section.bar("start, " + answer + ", native", section.median(answer, "native"), Bar.Side.AT_MOST, 60, "ms");
        }
        return section;
    }

    private static List<Case> cases(Lab lab, Receiver receiver) {
        AtomicInteger jobs = new AtomicInteger();
        Function<Variant, Optional<Service>> producer = variant -> Fleet.startProducer(lab, variant, lab.sqs(), PREFIX);
        Function<Variant, Optional<Service>> consumer = variant -> Fleet.startConsumer(lab, variant, lab.sqs(), PREFIX);
        return List.of(
                new Case(PRODUCER_ANSWER, producer, service -> Probe.get(service.apiPort(), "/job-types")
                        .await(service.process(), status -> status == 200, LIMIT)),
                new Case("producer, ready", producer, service -> Probe.get(service.managementPort(), "/q/health/ready")
                        .await(service.process(), status -> status == 200, LIMIT)),
                new Case("producer, first 202", producer, service -> Probe.post(service.apiPort(), "/jobs", JOB)
                        .await(service.process(), status -> status == 202, LIMIT)),
                new Case(CONSUMER_ANSWER, consumer, service -> Probe.get(service.managementPort(), "/q/health/live")
                        .await(service.process(), status -> status == 200, LIMIT)),
                new Case(
                        "consumer, first job done",
                        variant -> {
                            // A worker that was killed has left a poll at its queue, and that takes a message with it.
                            String own = "%s-%s-%d".formatted(PREFIX, variant.label(), jobs.incrementAndGet());
                            lab.queue(Fleet.high(own));
                            receiver.expect(1);
                            lab.queue(Fleet.normal(own)).send(Events.webhook(receiver.uri(0)));
                            return Fleet.startConsumer(lab, variant, lab.sqs(), own);
                        },
                        service -> receiver.awaitAll(LIMIT)[0]));
    }

    private static void measure(Lab lab, Section section, Case each, Variant variant) {
        each.begin().apply(variant).ifPresent(service -> {
            try {
                double millis =
                        (each.end().applyAsLong(service) - service.process().startedAt()) / 1e6;
                lab.progress("start %s, %s: %.1f ms", variant.label(), each.name(), millis);
                section.add(each.name(), "ms", variant.label(), millis);
            } finally {
                service.close();
            }
        });
    }
}
