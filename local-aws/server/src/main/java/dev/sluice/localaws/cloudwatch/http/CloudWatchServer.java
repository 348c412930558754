package dev.sluice.localaws.cloudwatch.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

import dev.sluice.localaws.cloudwatch.api.Rejection;

/** Answers HTTP requests on the loopback, each on a virtual thread. */
public final class CloudWatchServer implements AutoCloseable {

    /** Where it says what it is, for those who look for one that runs. */
    public static final String HEALTH_PATH = "/health";

    /** What it says there. */
    public static final String HEALTH = "{\"status\":\"UP\",\"service\":\"cloudwatch\"}";

    private static final Logger LOG = Logger.getLogger(CloudWatchServer.class.getName());

    /** The last one takes whatever the others do not. */
    private final List<Protocol> protocols = List.of(new CborProtocol(), new JsonProtocol(), new QueryProtocol());

    private final CloudWatchOperations operations;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Where browsers find something to see, {@code null} for nowhere. */
    private volatile String pages;

    private CloudWatchServer(CloudWatchOperations operations, HttpServer server) {
        this.operations = operations;
        this.server = server;
    }

    /**
     * @param port 0 for a free one
     * @throws IOException when it cannot be bound
     */
    public static CloudWatchServer start(int port, CloudWatchOperations operations) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        CloudWatchServer started = new CloudWatchServer(operations, HttpServer.create(address, 0));
        started.start();
        return started;
    }

    private void start() {
        server.setExecutor(threads);
        handle("/", this::handle);
        // Its dispatcher is a daemon if the thread that starts it is one.
        Thread starter = Thread.ofPlatform().daemon().start(server::start);
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Shows pages to browsers.
     *
     * @param path where they are, with a slash at both ends; a browser that comes to the root is led there
     */
    public void show(String path, HttpHandler handler) {
        handle(path, handler);
        pages = path;
    }

    private void handle(String path, HttpHandler handler) {
        server.createContext(path, handler).getFilters().add(new LocalFilter(this::isBrowser));
    }

    /** The port that is bound. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Requests under way are cut off. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Outgoing answer = answer(exchange);
            exchange.getResponseHeaders()
                    .set("x-amzn-RequestId", UUID.randomUUID().toString());
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private Outgoing answer(HttpExchange exchange) throws IOException {
        Incoming request = incoming(exchange, new byte[0]);
        if (request.path().equals(HEALTH_PATH)) {
            byte[] body = HEALTH.getBytes(StandardCharsets.UTF_8);
            return new Outgoing(200, Map.of("Content-Type", "application/json"), body);
        }
        if (isBrowser(exchange)) {
            return new Outgoing(302, Map.of("Location", pages), new byte[0]);
        }
        Protocol protocol = protocols.stream()
                .filter(candidate -> candidate.speaks(request))
                .findFirst()
                .orElseThrow();
        try {
            byte[] body = Bodies.read(exchange.getRequestBody(), request.header("Content-Encoding"));
            Incoming whole = incoming(exchange, body);
            String operation = protocol.operation(whole);
            return protocol.answer(operation, operations.call(operation, protocol, whole));
        } catch (Rejection rejection) {
            return protocol.error(rejection);
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "The local CloudWatch has failed at " + request.path(), e);
            return protocol.error(Rejection.internal());
        }
    }

    /** Whether somebody looks for something to see, rather than a client with a request: that shows, and changes nothing. */
    private boolean isBrowser(HttpExchange exchange) {
        String shown = pages;
        String path = exchange.getRequestURI().getPath();
        String accepted = exchange.getRequestHeaders().getFirst("Accept");
        return exchange.getRequestMethod().equals("GET")
                && shown != null
                && accepted != null
                && accepted.contains("text/html")
                && (path.equals("/") || path.concat("/").equals(shown) || path.equals(shown));
    }

    private static Incoming incoming(HttpExchange exchange, byte[] body) {
        return new Incoming(
                exchange.getRequestURI().getPath(),
                exchange.getRequestURI().getRawQuery(),
                exchange.getRequestHeaders(),
                body);
    }
}
