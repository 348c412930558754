package dev.sluice.testkit.ec2;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;

import dev.sluice.testkit.ec2.LoopbackServer.Answer;

/**
 * The instance metadata service of an EC2 instance, version 2 only: without a token there is no answer, as in the EC2
 * User Guide ("Use the Instance Metadata Service").
 */
public final class LocalInstanceMetadata implements AutoCloseable {

    private static final String TTL = "X-aws-ec2-metadata-token-ttl-seconds";
    private static final String TOKEN = "X-aws-ec2-metadata-token";
    /** Six hours. */
    private static final int LONGEST_TTL = 21_600;

    private final Map<String, String> values;
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final LoopbackServer server = new LoopbackServer(this::answer);

    private LocalInstanceMetadata(String instance, String region) {
        values = Map.of("/latest/meta-data/instance-id", instance, "/latest/meta-data/placement/region", region);
    }

    /** Starts the metadata service of this instance. */
    public static LocalInstanceMetadata of(String instance, String region) {
        return new LocalInstanceMetadata(instance, region);
    }

    /** What {@code AWS_EC2_METADATA_SERVICE_ENDPOINT} names. */
    public URI endpoint() {
        return server.endpoint();
    }

    /** From now on it takes requests and never answers. */
    public void fallSilent() {
        server.silent(true);
    }

    /** It answers again. */
    public void mend() {
        server.silent(false);
    }

    /** Requests so far, answered or not. */
    public int requests() {
        return requests.get();
    }

    /** Requests without a valid token. */
    public int refused() {
        return refused.get();
    }

    @Override
    public void close() {
        server.close();
    }

    private Answer answer(HttpExchange exchange) {
        requests.incrementAndGet();
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/latest/api/token")) {
            return token(exchange);
        }
        String token = exchange.getRequestHeaders().getFirst(TOKEN);
        if (token == null || !tokens.contains(token)) {
            refused.incrementAndGet();
            return new Answer(401, "");
        }
        String value = values.get(path);
        return value == null ? new Answer(404, "") : new Answer(200, value);
    }

    private Answer token(HttpExchange exchange) {
        String ttl = exchange.getRequestHeaders().getFirst(TTL);
        if (!exchange.getRequestMethod().equals("PUT")) {
            return new Answer(405, "");
        }
        if (ttl == null || !ttl.matches("[1-9]\\d{0,4}") || Integer.parseInt(ttl) > LONGEST_TTL) {
            return new Answer(400, "");
        }
        String token = UUID.randomUUID().toString();
        tokens.add(token);
        exchange.getResponseHeaders().set(TTL, ttl);
        return new Answer(200, token);
    }
}
