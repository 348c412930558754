package dev.sluice.consumer.deadletter;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;

import io.vertx.ext.web.Router;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.sluice.sqs.deadletter.DeadLetters;
import dev.sluice.testkit.Servers;

import static org.assertj.core.api.Assertions.assertThat;

/** The routes of a worker with a token, that drains no queues and so needs no SQS. */
class TokenTest {

    private static final String TOKEN = "correct-horse-battery";

    @RegisterExtension
    final Servers servers = new Servers();

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
        Router router = Router.router(servers.vertx());
        var json = new Json();
        new DeadLetterRoutes(
                        new Access(Optional.of(TOKEN), false),
                        new Operations(new DeadLetters(null, List::of), json),
                        new Answers(json))
                .register(() -> router);
        return URI.create(servers.http(router::handle) + "/dead-letters");
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
