package dev.sluice.dashboard;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

import dev.sluice.dashboard.chart.MetricReader;
import dev.sluice.dashboard.chart.QueueWatch;
import dev.sluice.dashboard.meter.SluiceMeter;
import dev.sluice.dashboard.page.DashboardApi;
import dev.sluice.dashboard.page.DeadLetterApi;
import dev.sluice.dashboard.page.Overviews;
import dev.sluice.dashboard.page.PageHandler;
import dev.sluice.dashboard.queue.WatchedQueues;
import dev.sluice.dashboard.service.SampleJob;
import dev.sluice.dashboard.service.WatchedServices;
import dev.sluice.localaws.cloudwatch.LocalCloudWatch;
import dev.sluice.localaws.cloudwatch.api.metric.PutMetricData;

/**
 * The page that draws what a local CloudWatch has, and what is in the queues beside it. Its threads are daemons, so it never
 * keeps a JVM alive.
 */
public final class Dashboard implements AutoCloseable {

    /** Where it is on the port of the CloudWatch. */
    public static final String PATH = "/dashboard/";

    /** The producer's port in dev mode. */
    public static final URI DEFAULT_PRODUCER = URI.create("http://localhost:8080");

    /** The consumer's. */
    public static final URI DEFAULT_CONSUMER = URI.create("http://localhost:8081");

    /** As often as services publish in dev mode. */
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(2);

    private static final Logger LOG = Logger.getLogger(Dashboard.class.getName());

    private final LocalCloudWatch cloudWatch;
    private final WatchedServices services = new WatchedServices();
    private final QueueWatch watch;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sluice-dashboard").factory());

    private volatile WatchedQueues queues;
    private volatile SampleJob sampleJob = new SampleJob(DEFAULT_PRODUCER);

    private Dashboard(LocalCloudWatch cloudWatch) {
        this.cloudWatch = cloudWatch;
        MetricReader reader = new MetricReader(cloudWatch.metrics(), cloudWatch.queries());
        this.watch = new QueueWatch(reader, cloudWatch.clock(), this::queues);
        cloudWatch.metrics().onPut(this::told);
        Overviews overviews = new Overviews(reader, cloudWatch.clock(), watch, services);
        cloudWatch.show(
                PATH, new PageHandler(new DashboardApi(overviews, new DeadLetterApi(this::queues), () -> sampleJob)));
    }

    /** Shows it on the port of that CloudWatch, which is to be closed first. */
    public static Dashboard of(LocalCloudWatch cloudWatch) {
        return new Dashboard(cloudWatch);
    }

    /** Where a browser finds it. */
    public URI address() {
        return cloudWatch.endpoint().resolve(PATH);
    }

    /** Shows from now on the queues of that SQS, of which the CloudWatch gets the metrics, too. */
    public synchronized void watchQueues(URI sqs) {
        cloudWatch.watchQueues(sqs);
        WatchedQueues before = queues;
        queues = new WatchedQueues(sqs);
        if (before == null) {
            timer.scheduleWithFixedDelay(lasting(watch::look), 0, LOOK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            before.close();
        }
    }

    /**
     * Submits its sample jobs from now on to that producer.
     *
     * @param producer such as {@code http://localhost:8080}, which is the default
     */
    public void submitSampleJobsTo(URI producer) {
        sampleJob = new SampleJob(producer);
    }

    /**
     * Says from now on whether the producer is there.
     *
     * @param management where its health is, such as {@code http://localhost:9000}; while nobody says so, a producer there is
     *     told of once it has been seen
     * @param api where it takes requests, such as {@code http://localhost:8080}
     */
    public void expectProducer(URI management, URI api) {
        services.producerAt(management, api);
    }

    /** As {@link #expectProducer}, for the consumer: {@code http://localhost:9001} and {@code http://localhost:8081}. */
    public void expectConsumer(URI management, URI api) {
        services.consumerAt(management, api);
    }

    @Override
    public synchronized void close() {
        timer.shutdownNow();
        if (queues != null) {
            queues.close();
        }
    }

    private Optional<WatchedQueues> queues() {
        return Optional.ofNullable(queues);
    }

    /** Looks at the queues when a worker has just told how many messages it holds. */
    private void told(PutMetricData request) {
        boolean held = request.metricData().stream()
                .anyMatch(datum -> SluiceMeter.HELD.metricName().equals(datum.metricName()));
        if (held) {
            try {
                timer.execute(lasting(watch::told));
            } catch (RejectedExecutionException e) {
                // It is closed.
            }
        }
    }

    /** The timer would never call again what has failed. */
    private static Runnable lasting(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.log(Level.SEVERE, "The dashboard has failed in the background", e);
            }
        };
    }
}
