package dev.sluice.builtin.http;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClosedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.builtin.HandlerConfigs;
import dev.sluice.builtin.http.guard.HostLookup;
import dev.sluice.builtin.http.url.HttpTarget;
import dev.sluice.builtin.http.url.RefusedRequestException;
import dev.sluice.testkit.Servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class OutboundHttpTest {

    @RegisterExtension
    final Servers servers = new Servers();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "127.0.0.1",
                "127.8.8.8",
                "2130706433",
                "0x7f000001",
                "017700000001",
                "0",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[::127.0.0.1]",
                "[64:ff9b::127.0.0.1]",
                "[fe80::1%25lo]",
            })
    void neverReachesThisMachineByWhateverName(String host) {
        var called = new AtomicBoolean();
        int port = portOf(servers.http(request -> {
            called.set(true);
            request.response().end();
        }));
        var http = new OutboundHttp(servers.vertx(), HandlerConfigs.with().outbound());

        assertThatThrownBy(() -> {
                    HttpTarget target = HttpTarget.parse("http://" + host + ":" + port + "/");
                    answer(http, OutboundRequest.get(target, Duration.ofSeconds(10)));
                })
                .satisfiesAnyOf(
                        refused -> assertThat(refused).isInstanceOf(RefusedRequestException.class),
                        refused -> assertThat(refused).hasCauseInstanceOf(RefusedRequestException.class),
                        unknown -> assertThat(unknown).hasCauseInstanceOf(UnknownHostException.class));
        assertThat(called).isFalse();
    }

    @Test
    void connectsToTheAddressThatWasCheckedAndAsksDnsOnlyOnce() throws Exception {
        int port = portOf(servers.http(
                request -> request.response().end(request.authority().toString())));
        var lookups = new AtomicInteger();
        var http = http(host -> addresses(lookups.incrementAndGet() == 1 ? "127.0.0.1" : "127.0.0.9"));

        try (OutboundResponse answer = answer(http, get("http://rebinding.test:" + port + "/"))) {
            assertThat(body(answer)).isEqualTo("rebinding.test:" + port);
        }
        assertThat(lookups).hasValue(1);
        assertThatThrownBy(() -> answer(http, get("http://rebinding.test:" + port + "/")))
                .as("a later answer is checked again, even while a connection to the first address is open")
                .hasCauseInstanceOf(RefusedRequestException.class)
                .hasMessageContaining("127.0.0.9, a loopback address");
    }

    @Test
    void callsAHostWithAnUnderscoreInItsName() throws Exception {
        int port = portOf(servers.http(
                request -> request.response().end(request.authority().toString())));

        try (OutboundResponse answer =
                answer(http(host -> addresses("127.0.0.1")), get("http://my_service:" + port + "/"))) {
            assertThat(body(answer)).isEqualTo("my_service:" + port);
        }
    }

    @Test
    void refusesAHostWithOneClosedAddressAmongOthers() {
        var http = http(host -> addresses("127.0.0.1", "10.0.0.1"));

        assertThatThrownBy(() -> answer(http, get("http://mixed.test/")))
                .hasCauseInstanceOf(RefusedRequestException.class)
                .hasMessageContaining("10.0.0.1, a private address");
    }

    @Test
    void goesOnToTheNextAddressWhenOneDoesNotAccept() throws Exception {
        int port = portOf(servers.http(request -> request.response().end("here")));
        var config = HandlerConfigs.with("outbound.allowed-networks", "127.0.0.0/8");
        var http = new OutboundHttp(
                servers.vertx(),
                config.outbound(),
                host -> addresses("127.0.0.9", "127.0.0.1"),
                new HttpClientOptions());

        try (OutboundResponse answer = answer(http, get("http://two.test:" + port + "/"))) {
            assertThat(body(answer)).isEqualTo("here");
        }
    }

    @Test
    void reusesAConnectionAfterTheBodyIsDropped() throws Exception {
        var connections = new AtomicInteger();
        String url = servers.http(request -> {
            request.connection().closeHandler(closed -> connections.incrementAndGet());
            request.response().end(String.valueOf(System.identityHashCode(request.connection())));
        });
        var http = http(InetAddress::getAllByName);

        String first = null;
        for (int i = 0; i < 3; i++) {
            String connection = body(answer(http, get(url)));
            assertThat(connection).isEqualTo(first == null ? connection : first);
            first = connection;
            answer(http, get(url)).discard().await().atMost(Duration.ofSeconds(5));
        }
        assertThat(connections).hasValue(0);
    }

    @Test
    void closesTheConnectionOfABodyWithoutEnd() throws Exception {
        var closed = new AtomicBoolean();
        String url = servers.http(request -> {
            var response = request.response().setChunked(true);
            request.connection().closeHandler(gone -> closed.set(true));
            servers.vertx().setPeriodic(1, tick -> response.write("x".repeat(8_192)));
        });

        answer(http(InetAddress::getAllByName), get(url)).discard().await().atMost(Duration.ofSeconds(5));

        await().untilTrue(closed);
    }

    @Test
    void closesTheConnectionOfAnAnswerThatNobodyReads() throws Exception {
        var closed = new AtomicBoolean();
        String url = servers.http(request -> {
            request.connection().closeHandler(gone -> closed.set(true));
            request.response().setChunked(true).write("part");
        });
        var http = http(InetAddress::getAllByName, "outbound.idle-timeout", "200ms");

        assertThat(answer(http, get(url)).status()).isEqualTo(200);

        await().untilTrue(closed);
    }

    @Test
    void failsTheBodyWhenTheConnectionBrokeBeforeAnybodyReadIt() throws Exception {
        try (var listener = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var call = http(InetAddress::getAllByName)
                    .send(get("http://127.0.0.1:" + listener.getLocalPort()))
                    .subscribeAsCompletionStage();
            try (Socket connection = listener.accept()) {
                // An answer before there is a request would be no answer.
                connection.getInputStream().read();
                connection
                        .getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart"
                                .getBytes(StandardCharsets.US_ASCII));
                OutboundResponse answer = call.get(10, TimeUnit.SECONDS);
                connection.shutdownOutput();
                // The rest of the request, and then the end: the client has seen the break and closed its side
                connection.getInputStream().readAllBytes();

                assertThatThrownBy(() -> answer.body().collect().last().await().atMost(Duration.ofSeconds(10)))
                        .isInstanceOf(HttpClosedException.class);
            }
        }
    }

    @Test
    void resetsTheRequestWhenItsAnswerIsNoLongerWanted() {
        var arrived = new CompletableFuture<Void>();
        var closed = new AtomicBoolean();
        String url = servers.http(request -> {
            request.connection().closeHandler(gone -> closed.set(true));
            arrived.complete(null);
        });
        var call = http(InetAddress::getAllByName).send(get(url)).subscribeAsCompletionStage();
        arrived.join();

        call.cancel(false);

        await().untilTrue(closed);
    }

    @Test
    void givesUpAnAnswerWhoseHeadComesByteByByte() {
        var closed = new AtomicBoolean();
        String url = servers.raw(socket -> {
            socket.closeHandler(gone -> closed.set(true));
            socket.write("HTTP/1.1 200 OK\r\nX-Slow: ");
            servers.vertx().setPeriodic(20, tick -> socket.write("a"));
        });
        OutboundRequest request = OutboundRequest.get(HttpTarget.parse(url), Duration.ofSeconds(3));

        assertThatThrownBy(() -> answer(http(InetAddress::getAllByName), request))
                .hasCauseInstanceOf(TimeoutException.class);
        await().untilTrue(closed);
    }

    @Test
    void givesUpAnAnswerWhoseHeadIsTooLarge() {
        var closed = new AtomicBoolean();
        String url = servers.raw(socket -> {
            socket.closeHandler(gone -> closed.set(true));
            socket.write("HTTP/1.1 200 OK\r\n");
            for (int i = 0; i < 100; i++) {
                socket.write("X-Large-" + i + ": " + "a".repeat(1_000) + "\r\n");
            }
        });

        assertThatThrownBy(() -> answer(http(InetAddress::getAllByName), get(url)))
                .cause()
                .matches(HttpOutcomes::covers);
        await().untilTrue(closed);
    }

    @Test
    void keepsThePlaceOfACallThatWasGivenUpWhileItStillConnects() throws Exception {
        List<String> lookedUp = new CopyOnWriteArrayList<>();
        var http = http(
                host -> {
                    lookedUp.add(host);
                    return addresses("127.0.0.1");
                },
                "outbound.max-connections-per-host",
                "1");
        String other = servers.http(request -> request.response().end()).replace("127.0.0.1", "other.test");
        try (var listener = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            OutboundRequest request = get("https://silent.test:" + listener.getLocalPort() + "/");
            var givenUp = http.send(request).subscribeAsCompletionStage();
            CompletableFuture<OutboundResponse> next;
            // It waits for the receiver's part in the TLS handshake, which does not come.
            try (Socket connecting = listener.accept()) {
                assertThat(connecting.getInputStream().read()).isNotNegative();
                givenUp.cancel(false);
                next = http.send(request).subscribeAsCompletionStage();
                answer(http, get(other)).close();

                assertThat(lookedUp).containsExactly("silent.test", "other.test");
            }
            await().until(() -> lookedUp.size() == 3);
            next.cancel(false);
        }
    }

    @Test
    void givesThePlaceOfACallAwayWhoseAnswerBreaksOff() throws Exception {
        String url = servers.raw(socket -> {
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart");
            socket.close();
        });
        var http = http(InetAddress::getAllByName, "outbound.max-connections-per-host", "1");

        for (int i = 0; i < 2; i++) {
            assertThat(answer(http, get(url)).status()).isEqualTo(200);
        }
    }

    @Test
    void failsWhenNothingListens() {
        assertThatThrownBy(() -> answer(http(InetAddress::getAllByName), get(servers.nobody())))
                .cause()
                .matches(HttpOutcomes::covers);
    }

    @Test
    void failsWhenTheHostIsUnknown() {
        var http = http(host -> {
            throw new UnknownHostException(host);
        });

        assertThatThrownBy(() -> answer(http, get("http://unknown.test/")))
                .hasCauseInstanceOf(UnknownHostException.class);
    }

    private OutboundHttp http(HostLookup lookup, String... config) {
        return new OutboundHttp(
                servers.vertx(), HandlerConfigs.forLoopback(config).outbound(), lookup, new HttpClientOptions());
    }

    private static OutboundRequest get(String url) {
        return OutboundRequest.get(HttpTarget.parse(url), Duration.ofSeconds(10));
    }

    private static OutboundResponse answer(OutboundHttp http, OutboundRequest request)
            throws InterruptedException, ExecutionException, TimeoutException {
        return http.send(request).subscribeAsCompletionStage().get(10, TimeUnit.SECONDS);
    }

    private static String body(OutboundResponse answer) {
        var text = new StringBuilder();
        answer.body().subscribe().asIterable().forEach(text::append);
        return text.toString();
    }

    private static int portOf(String url) {
        return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
    }

    private static InetAddress[] addresses(String... literals) {
        return Arrays.stream(literals).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    }
}
