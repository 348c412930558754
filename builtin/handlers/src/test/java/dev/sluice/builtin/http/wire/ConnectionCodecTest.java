package dev.sluice.builtin.http.wire;

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

import dev.sluice.testkit.Servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a connection keeps of its exchanges. */
class ConnectionCodecTest {

    private static final int EXCHANGES = 100;

    @RegisterExtension
    final Servers servers = new Servers();

    private final CompletableFuture<HttpServerRequest> arrived = new CompletableFuture<>();

    @Test
    void endsTheExchangeOfAConnectionThatIsClosed() throws Exception {
        HttpConnection connection = connection();
        WireExchange exchange = ConnectionCodec.nextExchange(connection).orElseThrow();
        CompletableFuture<Void> over = exchange.over().toCompletionStage().toCompletableFuture();

        connection.close();

        over.get(10, TimeUnit.SECONDS);
        assertThat(exchange.expectsAnswer()).isFalse();
    }

    @Test
    void keepsNothingOfTheExchangesBeforeThisOneHoweverManyThereWere() {
        HttpConnection connection = connection();
        WeakReference<WireExchange> first = exchange(connection);
        for (int i = 0; i < EXCHANGES; i++) {
            exchange(connection);
        }

        await().until(() -> {
            System.gc();
            return first.refersTo(null);
        });

        assertThat(ConnectionCodec.nextExchange(connection))
                .as("an exchange on the connection, which is still open")
                .isPresent();
    }

    private static WeakReference<WireExchange> exchange(HttpConnection connection) {
        WireExchange exchange = ConnectionCodec.nextExchange(connection).orElseThrow();
        exchange.begin();
        exchange.sent();
        exchange.end();
        return new WeakReference<>(exchange);
    }

    /** One that a wire has taken over. */
    private HttpConnection connection() {
        int port = Integer.parseInt(servers.http(arrived::complete).replaceAll(".*:", ""));
        HttpClient client = servers.vertx()
                .httpClientBuilder()
                .withConnectHandler(made -> ConnectionCodec.install(made, new HttpDecoderConfig(), () -> {}))
                .build();
        HttpClientRequest request = Servers.await(client.request(HttpMethod.GET, port, "127.0.0.1", "/"));
        return request.connection();
    }
}
