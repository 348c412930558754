package dev.sluice.devservices.server.dashboard;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

import dev.sluice.devservices.server.cloudwatch.math.DataQueries;
import dev.sluice.devservices.server.cloudwatch.metrics.Metrics;

/** Serves the page and what it asks for, below {@link #PATH}. */
public final class Dashboard implements HttpHandler, AutoCloseable {

    /** Where it is on the server. */
    public static final String PATH = "/dashboard/";

    /** The producer's port in dev mode. */
    public static final URI DEFAULT_PRODUCER = URI.create("http://localhost:8080");

    /** The consumer's. */
    public static final URI DEFAULT_CONSUMER = URI.create("http://localhost:8081");

    private static final String API = "api/";

    /** Nothing that is asked is as large. */
    private static final int MAX_BODY = 10_000;

    private static final Logger LOG = Logger.getLogger(Dashboard.class.getName());

    private final Assets assets = new Assets();
    private final WatchedServices services = new WatchedServices();
    private final QueueWatch watch;
    private final DashboardApi api;

    private volatile WatchedQueues queues;
    private volatile SampleJob sampleJob = new SampleJob(DEFAULT_PRODUCER);

    public Dashboard(Metrics metrics, DataQueries queries, InstantSource clock) {
        MetricReader reader = new MetricReader(metrics, queries);
        this.watch = new QueueWatch(reader, clock, this::queues);
        this.api = new DashboardApi(
                new Overviews(reader, clock, watch, services), new DeadLetterApi(this::queues), () -> sampleJob);
    }

    /** Shows from now on the queues of that SQS. */
    public synchronized void watchQueues(URI sqs) {
        close();
        queues = new WatchedQueues(sqs);
    }

    /** Submits sample jobs from now on to the producer at that address. */
    public void submitTo(URI producer) {
        sampleJob = new SampleJob(producer);
    }

    /**
     * Says from now on whether the producer is there.
     *
     * @param management where its health is, such as {@code http://localhost:9000}
     * @param api where it takes requests, such as {@code http://localhost:8080}
     */
    public void expectProducer(URI management, URI api) {
        services.producerAt(management, api);
    }

    /** As {@link #expectProducer}, for the consumer: {@code http://localhost:9001} and {@code http://localhost:8081}. */
    public void expectConsumer(URI management, URI api) {
        services.consumerAt(management, api);
    }

    /** Looks at the queues; to be called every few seconds. */
    public void look() {
        watch.look();
    }

    /** Looks at the queues, since a worker has just told how many messages it holds. */
    public void lookAtWhatIsHeld() {
        watch.told();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = reply(exchange);
            Headers headers = exchange.getResponseHeaders();
            headers.set("Content-Type", reply.contentType());
            headers.set("Cache-Control", "no-store");
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Referrer-Policy", "no-referrer");
            // Everything is its own, and no other page may have it in a frame and lead clicks to its buttons.
            headers.set("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'; form-action 'none'");
            exchange.sendResponseHeaders(reply.status(), reply.body().length);
            exchange.getResponseBody().write(reply.body());
        }
    }

    @Override
    public synchronized void close() {
        if (queues != null) {
            queues.close();
        }
    }

    private Optional<WatchedQueues> queues() {
        return Optional.ofNullable(queues);
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        Optional<Reply> refusal = Guard.refusal(exchange);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath().substring(PATH.length());
        if (!path.startsWith(API)) {
            return method.equals("GET")
                    ? assets.at(path).orElseGet(() -> Reply.text(404, "There is no such page."))
                    : Reply.text(405, "Pages can only be got.");
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
        try {
            return api.answer(
                    method,
                    path.substring(API.length()),
                    exchange.getRequestURI().getRawQuery(),
                    body);
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "The dashboard has failed at " + path, e);
            return Reply.says(500, "The dashboard has failed; its server's log says why.");
        }
    }
}
