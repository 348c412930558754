package dev.sluice.benchmarks;

import java.time.Duration;

import dev.sluice.benchmarks.load.ApiClient;
import dev.sluice.benchmarks.load.ClosedLoop;
import dev.sluice.benchmarks.load.Receiver;
import dev.sluice.benchmarks.process.MeasuredProcess;
import dev.sluice.benchmarks.process.Variant;
import dev.sluice.benchmarks.report.Bar;
import dev.sluice.benchmarks.report.Section;

/** The resident memory of both services, before any work and under as much of it as they can take. */
final class MemoryBenchmark implements Benchmark {

    private static final int CONNECTIONS = 64;
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(3);

    /** New processes each time, so fewer rounds than elsewhere do. */
    private static final int MOST_ROUNDS = 3;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Section run(Lab lab) {
        Scale scale = lab.scale();
        int rounds = Math.min(MOST_ROUNDS, scale.rounds());
        Section section = new Section(
                name(),
                "Memory",
                "Resident set as Linux tells it, in MB of a million bytes, of new processes in each of %d rounds: %d s after the start, and during and after %,d webhook jobs over %d connections as fast as they go, which are done meanwhile."
                        .formatted(rounds, scale.settle().toSeconds(), loaded(scale), CONNECTIONS));
        try (Receiver receiver = new Receiver()) {
            for (int round = 0; round < rounds; round++) {
                for (Variant variant : lab.variants()) {
                    Fleet.start(lab, name(), variant, lab.sqs())
                            .ifPresentOrElse(
                                    fleet -> measure(lab, section, fleet, receiver),
                                    () -> section.note("Not built: " + variant.label() + "."));
                }
            }
        }
        for (String service : new String[] {"producer", "consumer"}) {
            section.bar(
                    "memory idle, " + service + ", native",
                    section.median(service + ", idle", "native"),
                    Bar.Side.AT_MOST,
                    60,
                    "MB");
            section.bar(
                    "memory under load, peak, " + service + ", native",
                    section.median(service + ", peak under load", "native"),
                    Bar.Side.AT_MOST,
                    120,
                    "MB");
        }
        return section;
    }

    private static int loaded(Scale scale) {
        return scale.jobs() * 3;
    }

    private static void measure(Lab lab, Section section, Fleet fleet, Receiver receiver) {
        int jobs = loaded(lab.scale());
        try (fleet;
                ApiClient client = new ApiClient(fleet.producer().apiPort(), CONNECTIONS)) {
            lab.rest(lab.scale().settle());
            idle(section, fleet, "producer, idle", fleet.producer().process());
            idle(section, fleet, "consumer, idle", fleet.consumer().process());
            receiver.expect(jobs);
            ClosedLoop.run(client, CONNECTIONS, jobs, receiver::submission);
            receiver.awaitAll(DRAIN_LIMIT);
            loaded(section, fleet, "producer", fleet.producer().process());
            loaded(section, fleet, "consumer", fleet.consumer().process());
            lab.progress(
                    "memory %s: producer %.0f MB, consumer %.0f MB at most",
                    fleet.variant().label(),
                    fleet.producer().process().peakMegabytes(),
                    fleet.consumer().process().peakMegabytes());
        }
    }

    private static void idle(Section section, Fleet fleet, String what, MeasuredProcess process) {
        section.add(what, "MB", fleet.variant().label(), process.residentMegabytes());
    }

    private static void loaded(Section section, Fleet fleet, String service, MeasuredProcess process) {
        String subject = fleet.variant().label();
        section.add(service + ", after load", "MB", subject, process.residentMegabytes());
        section.add(service + ", peak under load", "MB", subject, process.peakMegabytes());
    }
}
