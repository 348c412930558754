package dev.sluice.builtin.http;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.builtin.HandlerConfigs;
import dev.sluice.builtin.http.url.HttpTarget;
import dev.sluice.testkit.Servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(30)
class ConnectionReuseTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @RegisterExtension
    final Servers servers = new Servers();

    private OutboundHttp http;

    @BeforeEach
    void connect() {
        http = http("5s");
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 102, 103, 104, 150, 199})
    void passesOverAnInterimAnswer(int status) {
        String url = servers.raw(socket -> socket.write("HTTP/1.1 " + status + " Wait\r\n\r\n" + OK));

        for (int i = 0; i < 3; i++) {
            assertThat(answer(url).status()).isEqualTo(200);
        }
    }

    @Test
    void doesNotTakeTheEndOfAnAnswerThatBeganWithAnInterimOneForTheNext() {
        var requests = new AtomicInteger();
        String url = servers.raw(socket -> {
            if (requests.incrementAndGet() == 1) {
                socket.write("HTTP/1.1 102 Processing\r\n\r\n");
                servers.vertx().setTimer(50, later -> socket.write(OK));
            } else {
                // Never answers.
                servers.vertx().setTimer(50, later -> socket.close());
            }
        });

        assertThat(answer(url).status()).isEqualTo(200);
        assertThatThrownBy(() -> answer(url)).cause().matches(HttpOutcomes::covers);
    }

    @Test
    void refusesToSwitchProtocols() {
        String url =
                servers.raw(socket -> socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n" + OK));

        assertThatThrownBy(() -> answer(url)).cause().matches(HttpOutcomes::covers);
    }

    @ParameterizedTest
    @ValueSource(strings = {OK, "HTTP/1.1 500 Oh\r\n\r\n", "HTTP/1.1 2", "X", "\r\n"})
    void neverUsesAConnectionAgainOnWhichMoreCameThanTheAnswer(String more) {
        var connections = new AtomicInteger();
        String url = servers.raw(socket -> {
            int number = connections.incrementAndGet();
            socket.write("HTTP/1.1 20" + number + " OK\r\nContent-Length: 0\r\n\r\n" + more);
            socket.handler(again -> socket.write("HTTP/1.1 299 Reused\r\nContent-Length: 0\r\n\r\n"));
        });

        assertThat(answer(url).status()).isEqualTo(201);
        assertThat(answer(url).status()).isEqualTo(202);
    }

    @Test
    void givesNoConnectionASecondTimeToAReceiverThatHasAnsweredTwice() {
        List<String> heads = new CopyOnWriteArrayList<>();
        int port = Servers.await(servers.vertx()
                        .createNetServer()
                        .connectHandler(socket -> socket.handler(head -> {
                            heads.add(head.toString());
                            socket.write(heads.size() == 1 ? OK + OK : OK);
                        }))
                        .listen(0, "127.0.0.1"))
                .actualPort();

        for (int i = 0; i < 3; i++) {
            assertThat(answer("http://127.0.0.1:" + port).status()).isEqualTo(200);
        }

        assertThat(heads.getFirst()).doesNotContainIgnoringCase("connection: close");
        assertThat(heads.subList(1, 3))
                .allMatch(head -> head.toLowerCase(Locale.ROOT).contains("connection: close"));
    }

    @Test
    void closesAnIdleConnectionOnWhichSomethingComes() {
        var closed = new CompletableFuture<Void>();
        String url = servers.raw(socket -> {
            socket.closeHandler(gone -> closed.complete(null));
            socket.write(OK);
            servers.vertx().setTimer(50, later -> socket.write("HTTP/1."));
        });

        assertThat(answer(url).status()).isEqualTo(200);

        assertThat(closed).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void leavesTheConnectionOfAnEndedAnswerAloneWhenThatIsClosed() throws Exception {
        var second = new CompletableFuture<HttpServerRequest>();
        String url = oneConnection(second);
        OutboundResponse first = answer(url);
        CompletableFuture<OutboundResponse> next = http.send(get(url)).subscribeAsCompletionStage();
        HttpServerRequest held = second.get(10, TimeUnit.SECONDS);

        first.close();
        servers.vertx().setTimer(50, later -> held.response().end());

        assertThat(next.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
    }

    @Test
    void leavesTheConnectionOfAnEndedAnswerAloneWhenNobodyReadsThat() throws Exception {
        http = http("150ms");
        var second = new CompletableFuture<HttpServerRequest>();
        String url = oneConnection(second);
        OutboundResponse first = answer(url);
        CompletableFuture<OutboundResponse> next = http.send(get(url)).subscribeAsCompletionStage();
        HttpServerRequest held = second.get(10, TimeUnit.SECONDS);

        servers.vertx().setTimer(500, later -> held.response().end());

        assertThat(next.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(first.status()).isEqualTo(200);
    }

    @Test
    void takesAnAnswerThoughTheReceiverClosesWithTheRequestUnread() throws Exception {
        try (var listener = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            Buffer large = Buffer.buffer(new byte[8 * 1024 * 1024]);
            var request = new OutboundRequest(
                    HttpMethod.POST,
                    HttpTarget.parse("http://127.0.0.1:" + listener.getLocalPort()),
                    HttpHeaders.headers(),
                    large,
                    Duration.ofSeconds(10));
            CompletableFuture<OutboundResponse> answer = http.send(request).subscribeAsCompletionStage();
            try (Socket socket = listener.accept()) {
                InputStream in = socket.getInputStream();
                assertThat(in.readNBytes(100)).hasSize(100);
                socket.getOutputStream()
                        .write("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
            }

            assertThat(answer.get(10, TimeUnit.SECONDS).status()).isEqualTo(413);
        }
    }

    @Test
    void neverUsesAConnectionAgainWhoseAnswerCameBeforeTheRequestHadLeft() throws Exception {
        try (var listener = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var request = new OutboundRequest(
                    HttpMethod.POST,
                    HttpTarget.parse("http://127.0.0.1:" + listener.getLocalPort()),
                    HttpHeaders.headers(),
                    Buffer.buffer(new byte[16 * 1024 * 1024]),
                    Duration.ofSeconds(10));
            CompletableFuture<OutboundResponse> answer = http.send(request).subscribeAsCompletionStage();
            try (Socket socket = listener.accept()) {
                assertThat(socket.getInputStream().readNBytes(100)).hasSize(100);
                socket.getOutputStream().write(OK.getBytes(StandardCharsets.US_ASCII));
                assertThat(answer.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);

                long left = socket.getInputStream().skip(Long.MAX_VALUE);

                assertThat(left).as("what came until the client closed").isLessThan(16L * 1024 * 1024 + 1_000);
                assertThat(socket.getInputStream().read()).isNegative();
            }
        }
    }

    /** A server that answers the first request of a connection at once and gives the second one away. */
    private String oneConnection(CompletableFuture<HttpServerRequest> second) {
        var first = new CompletableFuture<HttpConnection>();
        return servers.http(request -> {
            if (first.complete(request.connection())) {
                request.response().end("some body");
            } else if (first.join() == request.connection()) {
                second.complete(request);
            } else {
                second.completeExceptionally(new AssertionError("another connection"));
            }
        });
    }

    private OutboundHttp http(String idleTimeout) {
        return new OutboundHttp(
                servers.vertx(),
                HandlerConfigs.forLoopback("outbound.idle-timeout", idleTimeout).outbound());
    }

    private static OutboundRequest get(String url) {
        return OutboundRequest.get(HttpTarget.parse(url), Duration.ofSeconds(10));
    }

    private OutboundResponse answer(String url) {
        return http.send(get(url))
                .subscribeAsCompletionStage()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
