package dev.sluice.worker.deadletter;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.sluice.sqs.deadletter.DeadLetters;
import dev.sluice.worker.deadletter.access.OperatorAccess;

import static org.assertj.core.api.Assertions.assertThat;

/** The routes of a worker with a token, that drains no queues and so needs no SQS. */
class TokenTest {

    private static final String TOKEN = "correct-horse-battery";

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void asksEverybodyForTheToken() throws Exception {
        URI worker = worker();

        HttpResponse<String> refusal = ask(worker, "Bearer correct-horse-batterz");

        assertThat(refusal.statusCode()).isEqualTo(401);
        assertThat(refusal.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(refusal.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(refusal.body())
                .contains("sluice.consumer.dead-letters.token")
                .doesNotContain("correct");
        assertThat(ask(worker, "").statusCode()).isEqualTo(401);
        assertThat(ask(worker, "Bearer " + TOKEN).body()).isEqualTo("{\"queues\":[]}");
    }

    private URI worker() {
        Router router = Router.router(vertx);
        var json = new Json();
        new DeadLetterRoutes(
                        new OperatorAccess(Optional.of(TOKEN), false),
                        new DeadLetterOperations(new DeadLetters(null, List::of), json),
                        new Answers(json))
                .register(() -> router);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/dead-letters");
    }

    private static HttpResponse<String> ask(URI uri, String authorization) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(uri)
                            .header("Authorization", authorization)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
