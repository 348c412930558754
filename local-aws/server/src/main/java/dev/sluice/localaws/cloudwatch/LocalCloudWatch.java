package dev.sluice.localaws.cloudwatch;

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
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

import com.sun.net.httpserver.HttpHandler;

import dev.sluice.localaws.cloudwatch.alarms.Alarms;
import dev.sluice.localaws.cloudwatch.http.CloudWatchOperations;
import dev.sluice.localaws.cloudwatch.http.CloudWatchServer;
import dev.sluice.localaws.cloudwatch.math.DataQueries;
import dev.sluice.localaws.cloudwatch.metrics.MetricStore;
import dev.sluice.localaws.cloudwatch.metrics.Metrics;
import dev.sluice.localaws.cloudwatch.metrics.Statistics;

/**
 * An Amazon CloudWatch in this JVM, on the loopback and in memory: metrics of the last three hours, and alarms on them.
 * It takes any region and credentials. Its threads are daemons, so it never keeps a JVM alive.
 *
 * <p>What it has: PutMetricData, ListMetrics, GetMetricStatistics, GetMetricData with {@link
 * dev.sluice.localaws.cloudwatch.math metric math}, PutMetricAlarm, DescribeAlarms, DescribeAlarmsForMetric,
 * SetAlarmState, DescribeAlarmHistory and DeleteAlarms, in the protocols of today's and of older clients. What it has
 * not, it refuses by name.
 */
public final class LocalCloudWatch implements AutoCloseable {

    /** The one after the queue's. */
    public static final int DEFAULT_PORT = 9325;

    /** CloudWatch looks at alarms every ten seconds or every minute; nobody wants to wait for that at a desk. */
    private static final Duration EVALUATION_INTERVAL = Duration.ofSeconds(1);

    /** A look into a few queues takes milliseconds; so the present minute is never much behind. */
    private static final Duration QUEUE_INTERVAL = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(LocalCloudWatch.class.getName());

    private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final MetricStore store;
    private final Metrics metrics;
    private final DataQueries queries;
    private final Alarms alarms;
    private final CloudWatchServer server;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().daemon().name("sluice-cloudwatch-", 0).factory());

    private final List<QueueMetrics> watched = new CopyOnWriteArrayList<>();

    private LocalCloudWatch(int port, InstantSource clock) throws IOException {
        this.clock = clock;
        store = new MetricStore(clock);
        metrics = new Metrics(store, clock);
        queries = new DataQueries(store);
        alarms = new Alarms(store, clock);
        server =
                CloudWatchServer.start(port, new CloudWatchOperations(metrics, new Statistics(store), queries, alarms));
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
        try {
            LocalCloudWatch started = new LocalCloudWatch(port, clock);
            started.repeat(started.alarms::evaluate, EVALUATION_INTERVAL);
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

    /**
     * Shows pages to browsers, besides what it is to programs.
     *
     * @param path where they are, such as {@code /dashboard/}; a browser that comes to the root is led there
     */
    public void show(String path, HttpHandler pages) {
        server.show(path, pages);
    }

    /** What clients write and list, for whoever is in the same JVM. */
    public Metrics metrics() {
        return metrics;
    }

    /** What clients ask of metrics, for whoever is in the same JVM. */
    public DataQueries queries() {
        return queries;
    }

    /** What is now here. */
    public InstantSource clock() {
        return clock;
    }

    /**
     * Publishes from now on what AWS itself would of the queues of that SQS, every five seconds; while it is away,
     * nothing is published.
     */
    public void watchQueues(URI sqs) {
        QueueMetrics queues = new QueueMetrics(sqs, store);
        watched.add(queues);
        repeat(queues::publish, QUEUE_INTERVAL);
    }

    /** The port is free afterwards. */
    @Override
    public void close() {
        timer.shutdownNow();
        server.close();
        watched.forEach(QueueMetrics::close);
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
