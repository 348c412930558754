package dev.sluice.consumer.http;

import java.lang.ref.WeakReference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.sluice.consumer.Servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a connection keeps of its turns. */
class WireTest {

    private static final int TURNS = 100;

    @RegisterExtension
    final Servers servers = new Servers();

    private final CompletableFuture<HttpServerRequest> arrived = new CompletableFuture<>();

    @Test
    void endsTheTurnOfAConnectionThatIsClosed() throws Exception {
        HttpConnection connection = connection();
        Turn turn = Wire.nextTurn(connection).orElseThrow();
        CompletableFuture<Void> over = turn.over().toCompletionStage().toCompletableFuture();

        connection.close();

        over.get(10, TimeUnit.SECONDS);
        assertThat(turn.expectsAnswer()).isFalse();
    }

    @Test
    void keepsNothingOfTheTurnsBeforeThisOneHoweverManyThereWere() {
        HttpConnection connection = connection();
        WeakReference<Turn> first = turn(connection);
        for (int i = 0; i < TURNS; i++) {
            turn(connection);
        }

        await().until(() -> {
            System.gc();
            return first.refersTo(null);
        });

        assertThat(Wire.nextTurn(connection))
                .as("a turn on the connection, which is still open")
                .isPresent();
    }

    private static WeakReference<Turn> turn(HttpConnection connection) {
        Turn turn = Wire.nextTurn(connection).orElseThrow();
        turn.begin();
        turn.sent();
        turn.end();
        return new WeakReference<>(turn);
    }

    /** One that a wire has taken over. */
    private HttpConnection connection() {
        int port = Integer.parseInt(servers.http(arrived::complete).replaceAll(".*:", ""));
        HttpClient client = servers.vertx()
                .httpClientBuilder()
                .withConnectHandler(made -> Wire.install(made, new HttpDecoderConfig(), () -> {}))
                .build();
        HttpClientRequest request = Servers.await(client.request(HttpMethod.GET, port, "127.0.0.1", "/"));
        return request.connection();
    }
}
