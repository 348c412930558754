package dev.sluice.benchmarks;

import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import software.amazon.awssdk.services.sqs.SqsAsyncClient;

import dev.sluice.benchmarks.process.Application;
import dev.sluice.benchmarks.process.MeasuredProcess;
import dev.sluice.benchmarks.process.Ports;
import dev.sluice.benchmarks.process.Probe;
import dev.sluice.benchmarks.process.QueueServer;
import dev.sluice.benchmarks.process.Service;
import dev.sluice.benchmarks.process.Variant;
import dev.sluice.benchmarks.queue.BenchmarkQueue;
import dev.sluice.benchmarks.queue.Clients;
import dev.sluice.localaws.QueueSpec;
import dev.sluice.localaws.Queues;

/** Where a run takes place: a queue in a process of its own, and everything else is started beside it. */
final class Lab implements AutoCloseable {

    /** For a million messages; also what keeps the queue's collector out of the way. */
    private static final String QUEUE_HEAP = "-Xmx6g";

    /** A round must not end in the dead-letter queue because it was slow. */
    private static final int MAX_RECEIVE_COUNT = 1_000;

    private static final Duration VISIBILITY_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int IO_THREADS = 2;
    private static final int WARM_UPS = 3;

    private final Setup setup;
    private final Launcher launcher;
    private final MeasuredProcess queueServer;
    private final URI sqs;
    private final SqsAsyncClient client;

    Lab(Setup setup) {
        this.setup = setup;
        this.launcher = new Launcher(setup);
        int port = Ports.free();
        this.sqs = URI.create("http://127.0.0.1:" + port);
        this.queueServer = launcher.start("queue", QueueServer.class, List.of(QUEUE_HEAP), "" + port);
        Probe.get(port, "/?Action=ListQueues").await(queueServer, status -> status == 200, START_LIMIT);
        this.client = Clients.netty(sqs, IO_THREADS);
        warmUp();
    }

    /** A queue that is still compiling would be slow for whoever comes first. */
    private void warmUp() {
        BenchmarkQueue queue = queue("warm-up");
        for (int i = 0; i < WARM_UPS && scale().warmUps() > 0; i++) {
            queue.fill(scale().jobs(), Events.noop());
            queue.purge();
        }
    }

    Scale scale() {
        return setup.scale();
    }

    List<Variant> variants() {
        return setup.variants();
    }

    Setup setup() {
        return setup;
    }

    URI sqs() {
        return sqs;
    }

    /** The process that is the queue. */
    MeasuredProcess queueServer() {
        return queueServer;
    }

    /** Tells whoever waits how far the run is. */
    void progress(String format, Object... values) {
        System.out.printf(Locale.ROOT, "%tT ".formatted(LocalTime.now()) + format + "%n", values);
    }

    /** Lets time pass; what goes on meanwhile is what is measured. */
    void rest(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        for (long left = length.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** The queue of this name, made if it is not there. */
    BenchmarkQueue queue(String name) {
        String url = Queues.ensure(sqs, List.of(new QueueSpec(name, MAX_RECEIVE_COUNT, VISIBILITY_TIMEOUT)))
                .get(name);
        return new BenchmarkQueue(client, url);
    }

    /**
     * Starts an application as it is shipped, with nothing but its environment to configure it.
     *
     * @param sqs where its queue is
     * @return empty when it is not built in this variant
     */
    Optional<Service> start(Application application, Variant variant, URI sqs, Map<String, String> environment) {
        return launcher.start(application, variant, sqs, environment);
    }

    /** Starts a program of the harness in a process of its own, with the JVM options that services get. */
    MeasuredProcess start(String name, Class<?> program, String... arguments) {
        return launcher.start(name, program, setup.options(Variant.JVM), arguments);
    }

    @Override
    public void close() {
        client.close();
        queueServer.close();
    }
}
