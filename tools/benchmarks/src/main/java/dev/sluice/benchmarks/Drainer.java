package dev.sluice.benchmarks;

import java.util.Map;
import java.util.Optional;

import dev.sluice.benchmarks.peer.BareLoop;
import dev.sluice.benchmarks.process.Application;
import dev.sluice.benchmarks.process.MeasuredProcess;
import dev.sluice.benchmarks.process.Variant;
import dev.sluice.benchmarks.queue.BenchmarkQueue;

/**
 * A process that drains a queue of its own.
 *
 * @param subject its name in the report
 */
record Drainer(String subject, MeasuredProcess process, BenchmarkQueue queue) implements AutoCloseable {

    /** The slots of a worker, all of which any type may take here. */
    static final int SLOTS = 50;

    private static final int FIRST = 10;

    /** The consumer as it is shipped, two queues by their weights; its jobs come through the second. */
    static Optional<Drainer> worker(Lab lab, Variant variant) {
        String name = "worker-" + variant.label();
        lab.queue(name + "-high");
        BenchmarkQueue queue = lab.queue(name + "-normal");
        return lab.start(
                        Application.WORKER,
                        variant,
                        lab.sqs(),
                        Map.of(
                                "MP_MESSAGING_INCOMING_JOBS_QUEUE", name + "-high," + name + "-normal",
                                "SLUICE_CONSUMER_CONCURRENCY", "" + SLOTS,
                                "SLUICE_CONSUMER_TYPES_NOOP_CONCURRENCY", "" + SLOTS,
                                "SLUICE_CONSUMER_TYPES_NAP_CONCURRENCY", "" + SLOTS))
                .map(service -> new Drainer("Sluice " + variant.label(), service.process(), queue).awake());
    }

    /**
     * The least that the SDK can do it for.
     *
     * @param loops side by side
     * @param ioThreads of their client
     */
    static Drainer bareLoop(Lab lab, String subject, int loops, int ioThreads) {
        BenchmarkQueue queue = lab.queue("bare-loop-" + loops + "-" + ioThreads);
        MeasuredProcess process =
                lab.start("bare-loop", BareLoop.class, lab.sqs().toString(), queue.url(), "" + loops, "" + ioThreads);
        return new Drainer(subject, process, queue).awake();
    }

    /** SmallRye's own connector, on the JVM. */
    static Optional<Drainer> smallRye(Lab lab) {
        String name = "peer-smallrye";
        BenchmarkQueue queue = lab.queue(name);
        return lab.start(
                        Application.PEER_SMALLRYE,
                        Variant.JVM,
                        lab.sqs(),
                        Map.of(
                                "MP_MESSAGING_INCOMING_JOBS_QUEUE",
                                name,
                                "MP_MESSAGING_INCOMING_JOBS_ENDPOINT_OVERRIDE",
                                lab.sqs().toString(),
                                "MP_MESSAGING_INCOMING_JOBS_REGION",
                                "eu-central-1"))
                .map(service -> new Drainer("SmallRye's connector", service.process(), queue).awake());
    }

    /** Returns when it has drained a few messages: a JVM may take seconds to start, and the next one shall not disturb it. */
    private Drainer awake() {
        queue.fill(FIRST, Events.noop());
        DrainRound.watch(process, queue, FIRST);
        return this;
    }

    @Override
    public void close() {
        process.close();
    }
}
