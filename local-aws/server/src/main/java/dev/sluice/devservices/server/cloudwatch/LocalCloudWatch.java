package dev.sluice.devservices.server.cloudwatch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

import dev.sluice.devservices.server.cloudwatch.alarms.Alarms;
import dev.sluice.devservices.server.cloudwatch.api.PutMetricData;
import dev.sluice.devservices.server.cloudwatch.http.CloudWatchServer;
import dev.sluice.devservices.server.cloudwatch.http.Operations;
import dev.sluice.devservices.server.cloudwatch.math.DataQueries;
import dev.sluice.devservices.server.cloudwatch.metrics.MetricStore;
import dev.sluice.devservices.server.cloudwatch.metrics.Metrics;
import dev.sluice.devservices.server.cloudwatch.metrics.Statistics;
import dev.sluice.devservices.server.dashboard.Dashboard;
import dev.sluice.meters.SluiceMeter;

/**
 * An Amazon CloudWatch in this JVM, on the loopback and in memory: metrics of the last three hours, and alarms on them.
 * It takes any region and credentials. Its threads are daemons, so it never keeps a JVM alive.
 *
 * <p>What it has: PutMetricData, ListMetrics, GetMetricStatistics, GetMetricData with {@link
 * dev.sluice.devservices.server.cloudwatch.math metric math}, PutMetricAlarm, DescribeAlarms, DescribeAlarmsForMetric,
 * SetAlarmState, DescribeAlarmHistory and DeleteAlarms, in the protocols of today's and of older clients. What it has
 * not, it refuses by name. At {@link #dashboard()} there is a page that draws what it has.
 */
public final class LocalCloudWatch implements AutoCloseable {

    /** The one after the queue's. */
    public static final int DEFAULT_PORT = 9325;

    /** CloudWatch looks at alarms every ten seconds or every minute; nobody wants to wait for that at a desk. */
    private static final Duration EVALUATION_INTERVAL = Duration.ofSeconds(1);

    /** A look into a few queues takes milliseconds; so the present minute is never much behind. */
    private static final Duration QUEUE_INTERVAL = Duration.ofSeconds(5);

    /** As often as services publish in dev mode. */
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(2);

    private static final Logger LOG = Logger.getLogger(LocalCloudWatch.class.getName());

    private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);

    private final MetricStore store;
    private final CloudWatchServer server;
    private final Dashboard dashboard;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().daemon().name("sluice-cloudwatch-", 0).factory());

    private final List<QueueMetrics> watched = new CopyOnWriteArrayList<>();

    private LocalCloudWatch(MetricStore store, CloudWatchServer server, Dashboard dashboard) {
        this.store = store;
        this.server = server;
        this.dashboard = dashboard;
    }

    /**
     * Starts an empty CloudWatch.
     *
     * @param port 0 for a free one
     * @throws UncheckedIOException caused by a {@link BindException} when the port is taken, or may not be used
     * @throws IllegalArgumentException when there is no such port
     */
    public static LocalCloudWatch start(int port) {
        return start(port, InstantSource.system());
    }

    /** As {@link #start(int)}, with another time than the system's: what is now, for data and for alarms. */
    public static LocalCloudWatch start(int port, InstantSource clock) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
        MetricStore store = new MetricStore(clock);
        Alarms alarms = new Alarms(store, clock);
        Metrics metrics = new Metrics(store, clock);
        DataQueries queries = new DataQueries(store);
        Operations operations = new Operations(metrics, new Statistics(store), queries, alarms);
        Dashboard dashboard = new Dashboard(metrics, queries, clock);
        try {
            CloudWatchServer server = CloudWatchServer.start(port, operations, dashboard);
            LocalCloudWatch started = new LocalCloudWatch(store, server, dashboard);
            started.repeat(alarms::evaluate, EVALUATION_INTERVAL);
            metrics.onPut(request -> {
                if (tellsWhatIsHeld(request)) {
                    started.soon(dashboard::lookAtWhatIsHeld);
                }
            });
            return started;
        } catch (IOException e) {
            String message = "port " + port + " on 127.0.0.1 cannot be bound: " + e.getMessage();
            BindException named = new BindException(message);
            named.initCause(e);
            throw new UncheckedIOException(message, named);
        }
    }

    /** Where clients reach it, {@code http://127.0.0.1:<port>}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** Where a browser finds the dashboard. */
    public URI dashboard() {
        return endpoint().resolve(Dashboard.PATH);
    }

    /**
     * Has the dashboard submit its sample jobs to that producer.
     *
     * @param producer such as {@code http://localhost:8080}, which is the default
     */
    public void submitSampleJobsTo(URI producer) {
        dashboard.submitTo(producer);
    }

    /**
     * Has the dashboard say whether the producer is there.
     *
     * @param management where its health is, such as {@code http://localhost:9000}; while nobody says so, a producer there is
     *     told of once it has been seen
     * @param api where it takes requests, such as {@code http://localhost:8080}
     */
    public void expectProducer(URI management, URI api) {
        dashboard.expectProducer(management, api);
    }

    /** As {@link #expectProducer}, for the consumer: {@code http://localhost:9001} and {@code http://localhost:8081}. */
    public void expectConsumer(URI management, URI api) {
        dashboard.expectConsumer(management, api);
    }

    /**
     * Publishes from now on what AWS itself would of the queues of that SQS, every five seconds; while it is away,
     * nothing is published. They are the dashboard's queues, too.
     */
    public void watchQueues(URI sqs) {
        QueueMetrics queues = new QueueMetrics(sqs, store);
        watched.add(queues);
        dashboard.watchQueues(sqs);
        repeat(queues::publish, QUEUE_INTERVAL);
        repeat(dashboard::look, LOOK_INTERVAL);
    }

    /** The port is free afterwards. */
    @Override
    public void close() {
        timer.shutdownNow();
        server.close();
        watched.forEach(QueueMetrics::close);
        dashboard.close();
    }

    /**
     * Whether such a CloudWatch answers there, as opposed to nothing or to something else that has the port.
     *
     * @return after at most five seconds
     */
    public static boolean answersAt(URI endpoint) {
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(PROBE_LIMIT).build()) {
            HttpRequest request = HttpRequest.newBuilder(endpoint.resolve(CloudWatchServer.HEALTH_PATH))
                    .timeout(PROBE_LIMIT)
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .equals(CloudWatchServer.HEALTH);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean tellsWhatIsHeld(PutMetricData request) {
        return request.metricData().stream()
                .anyMatch(datum -> SluiceMeter.HELD.metricName().equals(datum.metricName()));
    }

    private void soon(Runnable work) {
        try {
            timer.execute(lasting(work));
        } catch (RejectedExecutionException e) {
            // It is closed.
        }
    }

    private void repeat(Runnable work, Duration interval) {
        timer.scheduleWithFixedDelay(lasting(work), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The timer would never call again what has failed. */
    private static Runnable lasting(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.log(Level.SEVERE, "The local CloudWatch has failed in the background", e);
            }
        };
    }
}
