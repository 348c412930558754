package dev.sluice.benchmarks;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import dev.sluice.benchmarks.load.ApiClient;
import dev.sluice.benchmarks.load.ClosedLoop;
import dev.sluice.benchmarks.load.Receiver;
import dev.sluice.benchmarks.process.Variant;
import dev.sluice.benchmarks.report.Bar;
import dev.sluice.benchmarks.report.Section;
import dev.sluice.testkit.SqsLink;

/** How many requests a job costs at SQS, which bills them, counted on their way there. */
final class RequestsBenchmark implements Benchmark {

    private static final int CONNECTIONS = 64;
    private static final String ALL = "all";
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "requests";
    }

    @Override
    public Section run(Lab lab) {
        Scale scale = lab.scale();
        Section section = new Section(
                name(),
                "Requests to SQS for each job",
                "Rounds of %,d webhook jobs over %d connections, after %d rounds to warm up, counted by a proxy before the queue, from the first submission until the queue is empty. Full batches of ten make 0.3."
                        .formatted(scale.jobs(), CONNECTIONS, scale.warmUps()));
        for (Variant variant : lab.variants()) {
            try (SqsLink link = SqsLink.to(lab.sqs());
                    Receiver receiver = new Receiver()) {
                Fleet.start(lab, name(), variant, link.endpoint())
                        .ifPresentOrElse(
                                fleet -> measure(lab, section, fleet, link, receiver),
                                () -> section.note("Not built: " + variant.label() + "."));
            }
            section.bar(
                    "requests per job at load, " + variant.label(),
                    section.median(ALL, variant.label()),
                    Bar.Side.AT_MOST,
                    0.31,
                    "");
        }
        return section;
    }

    private static void measure(Lab lab, Section section, Fleet fleet, SqsLink link, Receiver receiver) {
        try (fleet;
                ApiClient client = new ApiClient(fleet.producer().apiPort(), CONNECTIONS)) {
            for (int round = -lab.scale().warmUps(); round < lab.scale().rounds(); round++) {
                Map<String, Long> counts = round(lab.scale().jobs(), fleet, link, receiver, client);
                String subject = fleet.variant().label();
                lab.progress("requests %s: %s", subject, counts);
                if (round >= 0) {
                    double jobs = lab.scale().jobs();
                    counts.forEach((operation, count) -> section.add(operation, "", subject, count / jobs));
                    section.add(
                            ALL,
                            "",
                            subject,
                            counts.values().stream().mapToLong(Long::longValue).sum() / jobs);
                }
            }
        }
    }

    private static Map<String, Long> round(int jobs, Fleet fleet, SqsLink link, Receiver receiver, ApiClient client) {
        Map<String, Long> before = link.counts();
        receiver.expect(jobs);
        ClosedLoop.run(client, CONNECTIONS, jobs, receiver::submission);
        receiver.awaitAll(DRAIN_LIMIT);
        DrainRound.watch(fleet.consumer().process(), fleet.queue(), jobs);
        Map<String, Long> counts = new TreeMap<>(link.counts());
        before.forEach((operation, count) -> counts.merge(operation, -count, Long::sum));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }
}
