package dev.sluice.dashboard.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;

import dev.sluice.dashboard.service.ServiceState.State;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class WatchedServiceTest {

    private record Answer(int status, String body) {}

    private final AtomicReference<Answer> answer = new AtomicReference<>(new Answer(200, "{\"status\": \"UP\"}"));

    @Test
    void aServiceIsAsReadyAsItSaysAndIsMissedOnceItWasThere() throws IOException {
        HttpServer server = serve();
        WatchedService service = new WatchedService("consumer", address(server), nobody(), false);
        assertThat(service.look().state()).isEqualTo(State.UP);

        answer.set(new Answer(503, """
                {"status": "DOWN", "checks": [
                  {"name": "live", "status": "UP"},
                  {"name": "jobs", "status": "DOWN", "data": {"jobs-normal": "no such queue"}}]}
                """));
        awaitState(service, State.NOT_READY);
        assertThat(service.look().detail()).isEqualTo("jobs: jobs-normal no such queue");

        answer.set(new Answer(500, "<html>It does not compile"));
        await().until(() -> service.look().detail().equals("answers with 500"));

        server.stop(0);
        awaitState(service, State.DOWN);
        assertThat(service.look().detail()).isEqualTo("has ended");
        assertThat(service.look().isAway()).isTrue();
    }

    @Test
    void whateverElseHasThePortIsNotMissed() throws IOException {
        HttpServer server = serve();
        answer.set(new Answer(404, "<html>no such page"));
        try {
            assertThat(new WatchedService("consumer", address(server), nobody(), false)
                            .look()
                            .expected())
                    .isFalse();
            assertThat(new WatchedService("consumer", address(server), nobody(), true)
                            .look()
                            .state())
                    .isEqualTo(State.NOT_READY);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void oneThatWasNeverThereIsMissedOnlyIfItShouldBeAndHasItsTimeToStart() throws IOException {
        URI nobody = nobody();

        ServiceState perhaps = new WatchedService("consumer", nobody, nobody, false).look();
        ServiceState told = new WatchedService("consumer", nobody, nobody, true).look();

        assertThat(perhaps.expected()).isFalse();
        assertThat(told.expected()).isTrue();
        assertThat(told.state()).isEqualTo(State.STARTING);
        assertThat(told.isAway()).isFalse();
    }

    /** As dev mode does after a start that has failed; a request would set off another start, so none is made. */
    @Test
    void oneThatListensOnlyForRequestsHasFailedToStart() throws IOException {
        try (ServerSocket api = new ServerSocket(0)) {
            URI address = URI.create("http://localhost:" + api.getLocalPort());

            ServiceState failed = new WatchedService("consumer", nobody(), address, true).look();

            assertThat(failed.state()).isEqualTo(State.DOWN);
            assertThat(failed.detail()).isEqualTo("has failed to start");
            try (Socket connection = api.accept()) {
                assertThat(connection.getInputStream().read()).as("no request").isEqualTo(-1);
            }
        }
    }

    @Test
    void oneThatTakesConnectionsAndSaysNothingIsSilent() throws IOException {
        try (ServerSocket mute = new ServerSocket(0)) {
            WatchedService service = new WatchedService(
                    "consumer", URI.create("http://localhost:" + mute.getLocalPort()), nobody(), true);

            assertThat(service.look().state()).isEqualTo(State.SILENT);
            assertThat(service.look().isAway()).isTrue();
        }
    }

    private HttpServer serve() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        server.createContext("/q/health/ready", exchange -> {
            try (exchange) {
                byte[] body = answer.get().body().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(answer.get().status(), body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        return server;
    }

    private static void awaitState(WatchedService service, State state) {
        await().until(() -> service.look().state() == state);
    }

    private static URI address(HttpServer server) {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    private static URI nobody() throws IOException {
        try (ServerSocket closed = new ServerSocket(0)) {
            return URI.create("http://localhost:" + closed.getLocalPort());
        }
    }
}
