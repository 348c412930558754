package dev.sluice.deploy.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.sluice.deploy.aws.beanstalk.FakeBeanstalk;
import dev.sluice.deploy.aws.registry.FakeRepositories;
import dev.sluice.deploy.aws.stack.FakeStacks;
import dev.sluice.deploy.aws.store.FakeBuckets;
import dev.sluice.deploy.aws.store.FakeIdentity;
import dev.sluice.deploy.aws.store.FakeLogs;
import dev.sluice.deploy.aws.store.FakeParameters;
import dev.sluice.deploy.aws.store.FakeSecrets;
import dev.sluice.deploy.aws.wire.Answer;
import dev.sluice.deploy.aws.wire.AwsError;
import dev.sluice.deploy.aws.wire.Call;
import dev.sluice.deploy.aws.wire.Faults;
import dev.sluice.deploy.aws.wire.Operations;
import dev.sluice.deploy.aws.wire.Wire;

/**
 * What the script calls of AWS, at one address on the loopback; each request is for the service that it is signed for. One
 * request after the other, so the stand-ins need no locks.
 */
public final class FakeAws implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(FakeAws.class.getName());

    private static final Pattern SCOPE =
            Pattern.compile("Credential=[^/]+/\\d{8}/(?<region>[a-z0-9-]+)/(?<service>[a-z0-9]+)/aws4_request");

    private record Service(Wire wire, Operations operations) {}

    private final Faults faults = new Faults();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final FakeBuckets buckets = new FakeBuckets();
    private final FakeBeanstalk beanstalk = new FakeBeanstalk(buckets);
    private final FakeRepositories repositories = new FakeRepositories();
    private final FakeParameters parameters = new FakeParameters();
    private final FakeStacks stacks = new FakeStacks(buckets, repositories, beanstalk);
    private final FakeLogs logs = new FakeLogs();
    private final FakeScaling scaling = new FakeScaling();
    private final FakeSecrets secrets = new FakeSecrets();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("fake-aws").factory());
    private final HttpServer server;
    private final Map<String, Service> services;

    private FakeAws(HttpServer server) {
        this.server = server;
        this.services = Map.of(
                "elasticbeanstalk",
                        query("http://elasticbeanstalk.amazonaws.com/docs/2010-12-01/", beanstalk.operations()),
                "cloudformation", query("http://cloudformation.amazonaws.com/doc/2010-05-15/", stacks.operations()),
                "autoscaling", query("http://autoscaling.amazonaws.com/doc/2011-01-01/", scaling.operations()),
                "sts", query("https://sts.amazonaws.com/doc/2011-06-15/", FakeIdentity.operations()),
                "ssm", json(parameters.operations()),
                "ecr", json(repositories.operations()),
                "secretsmanager", json(secrets.operations()),
                "logs", json(logs.operations()));
        stacks.deletionWaitsWhile(scaling::holdsUp);
    }

    private static Service query(String namespace, Operations operations) {
        return new Service(new Wire.Query(namespace), operations);
    }

    private static Service json(Operations operations) {
        return new Service(new Wire.Json(), operations);
    }

    /** An account in which nothing is yet. */
    public static FakeAws start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            FakeAws started = new FakeAws(server);
            server.setExecutor(started.thread);
            server.createContext("/", started::handle);
            server.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public Faults faults() {
        return faults;
    }

    public FakeBeanstalk beanstalk() {
        return beanstalk;
    }

    public FakeBuckets buckets() {
        return buckets;
    }

    public FakeRepositories repositories() {
        return repositories;
    }

    public FakeParameters parameters() {
        return parameters;
    }

    public FakeStacks stacks() {
        return stacks;
    }

    public FakeScaling scaling() {
        return scaling;
    }

    public FakeSecrets secrets() {
        return secrets;
    }

    public FakeLogs logs() {
        return logs;
    }

    /** All requests so far, the oldest first. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Those of one operation. */
    public List<Call> calls(String operation) {
        return calls.stream().filter(call -> call.operation().equals(operation)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            boolean isHead = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(
                    answer.status(), isHead || answer.body().length == 0 ? -1 : answer.body().length);
            if (!isHead) {
                exchange.getResponseBody().write(answer.body());
            }
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        Matcher scope = SCOPE.matcher(authorization == null ? "" : authorization);
        if (!scope.find()) {
            return new Answer(403, Map.of(), "not signed".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        if (scope.group("service").equals("s3")) {
            Call call = FakeBuckets.call(exchange);
            calls.add(call);
            return buckets.answer(exchange, body, () -> faults.meet(call.operation()));
        }
        Service service = services.get(scope.group("service"));
        try {
            if (service == null) {
                return new Answer(400, Map.of(), new byte[0]);
            }
            Call call = service.wire()
                    .read(scope.group("service"), exchange.getRequestHeaders().getFirst("X-Amz-Target"), body);
            calls.add(call);
            faults.meet(call.operation());
            return service.wire().result(call.operation(), service.operations().call(call.operation(), call.input()));
        } catch (AwsError e) {
            return service.wire().error(e);
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "The stand-in has failed", e);
            return service.wire().error(new AwsError(400, "StandInFailure", e.toString()));
        }
    }
}
