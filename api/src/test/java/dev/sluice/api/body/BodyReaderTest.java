package dev.sluice.api.body;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class BodyReaderTest {

    private static final int LARGEST = 100_000;
    private static final Duration TIMEOUT = Duration.ofMillis(300);

    private final Vertx vertx = Vertx.vertx();
    private final BodyMemory memory = new BodyMemory(2 * LARGEST);
    private volatile BodyReader reader = reader(TIMEOUT);
    private final List<Body> held = new CopyOnWriteArrayList<>();
    private final List<Socket> clients = new ArrayList<>();
    private volatile boolean hold;
    private HttpServer server;

    @BeforeEach
    void listen() throws Exception {
        Router router = Router.router(vertx);
        router.route().handler(this::answer);
        server = get(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket client : clients) {
            client.close();
        }
        get(vertx.close());
    }

    private BodyReader reader(Duration timeout) {
        return new BodyReader(LARGEST, timeout, Duration.ofSeconds(7), memory);
    }

    private void answer(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        request.pause();
        reader.read(exchange)
                .subscribe()
                .with(
                        body -> {
                            if (hold) {
                                held.add(body);
                            } else {
                                request.response().end(Integer.toString(body.length()));
                                body.release();
                            }
                        },
                        failure -> {
                            if (failure instanceof BodyRefusedException refusal) {
                                refusal.problem().getHeaders().forEach((name, value) -> request.response()
                                        .putHeader(name, String.valueOf(value)));
                                request.response()
                                        .setStatusCode(refusal.problem().getStatusCode())
                                        .end(refusal.problem().getDetail());
                            }
                        });
    }

    @Test
    void readsABodyThatArrivesInPieces() throws Exception {
        Socket client = connect();
        send(client, chunkedHead());
        for (int i = 0; i < 1_000; i++) {
            send(client, "1\r\nx\r\n");
        }
        send(client, "0\r\n\r\n");

        assertThat(head(client)).startsWith("HTTP/1.1 200");
        await().until(() -> memory.taken() == 0);
    }

    @Test
    void goesOnWithTheSameConnection() throws Exception {
        Socket client = connect();
        for (int i = 0; i < 3; i++) {
            send(client, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab");
            assertThat(head(client)).startsWith("HTTP/1.1 200");
            assertThat(client.getInputStream().readNBytes(1)).isEqualTo("2".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void refusesAChunkedBodyBeyondTheLimitAndStillDeliversTheAnswer() throws Exception {
        Socket client = connect();
        send(client, chunkedHead());
        String chunk = "2710\r\n" + "x".repeat(10_000) + "\r\n";
        for (int i = 0; i < 30; i++) {
            send(client, chunk);
        }

        String answer = all(client);

        assertThat(answer)
                .startsWith("HTTP/1.1 413")
                .containsIgnoringCase("connection: close")
                .endsWith("The request has more than 100,000 bytes");
        assertThat(memory.taken()).isZero();
    }

    @Test
    void endsOnlyTheStreamWhenABodyIsTooLargeOverHttp2() throws Exception {
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
        HttpClientRequest large = get(client.request(HttpMethod.POST, server.actualPort(), "127.0.0.1", "/"));
        List<Object> goAways = new CopyOnWriteArrayList<>();
        large.connection().goAwayHandler(goAways::add);
        large.setChunked(true).exceptionHandler(reset -> {});
        large.write(Buffer.buffer(new byte[60_000]));
        large.write(Buffer.buffer(new byte[60_000]));

        var answer = get(large.response());

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.getHeader("connection")).isNull();
        HttpClientRequest next = get(client.request(HttpMethod.POST, server.actualPort(), "127.0.0.1", "/"));
        assertThat(get(next.send("abc")).statusCode()).isEqualTo(200);
        assertThat(next.connection()).isSameAs(large.connection());
        assertThat(goAways).isEmpty();
    }

    @Test
    void tellsAClientWhoseBodyDoesNotArriveInTime() throws Exception {
        Socket client = connect();
        send(client, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc");

        assertThat(all(client)).startsWith("HTTP/1.1 408").containsIgnoringCase("connection: close");
        assertThat(memory.taken()).isZero();
    }

    @Test
    void sendsLargeBodiesAwayWhenOthersHaveTheMemoryAndGoesOnTakingSmallOnes() throws Exception {
        hold = true;
        Socket first = connect();
        send(first, post("x".repeat(60_000)));
        await().until(() -> held.size() == 1);

        Socket second = connect();
        send(second, post("x".repeat(60_000)));

        assertThat(all(second)).startsWith("HTTP/1.1 503").containsIgnoringCase("retry-after: 7");
        Socket small = connect();
        send(small, post("x".repeat(10_000)));
        await().until(() -> held.size() == 2);
        assertThat(memory.taken()).isEqualTo(70_000);
        held.forEach(Body::release);
        held.forEach(Body::release);
        assertThat(memory.taken()).isZero();
    }

    @Test
    void givesTheMemoryBackWhenAClientGoesAway() throws Exception {
        reader = reader(Duration.ofMinutes(1));
        Socket client = connect();
        send(client, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc");
        await().until(() -> memory.taken() == 3);

        client.close();

        await().until(() -> memory.taken() == 0);
    }

    private Socket connect() throws IOException {
        Socket client = new Socket("127.0.0.1", server.actualPort());
        client.setSoTimeout(10_000);
        clients.add(client);
        return client;
    }

    private static String post(String body) {
        return "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String chunkedHead() {
        return "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String all(Socket client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    private static String head(Socket client) throws IOException {
        InputStream answer = client.getInputStream();
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) answer.read());
        }
        return head.toString();
    }

    private static <T> T get(io.vertx.core.Future<T> future) throws Exception {
        CompletableFuture<T> result = future.toCompletionStage().toCompletableFuture();
        return result.get(10, SECONDS);
    }
}
