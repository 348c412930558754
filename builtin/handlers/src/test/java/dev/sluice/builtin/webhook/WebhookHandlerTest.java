package dev.sluice.builtin.webhook;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.smallrye.mutiny.Multi;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.builtin.HandlerConfigs;
import dev.sluice.builtin.http.OutboundHttp;
import dev.sluice.builtin.job.Webhook;
import dev.sluice.job.JsonText;
import dev.sluice.test.TestJob;
import dev.sluice.testkit.Servers;
import dev.sluice.worker.handler.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class WebhookHandlerTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);

    private record Received(String method, String uri, MultiMap headers, Buffer body) {}

    @RegisterExtension
    final Servers servers = new Servers();

    private final List<Received> received = new CopyOnWriteArrayList<>();

    @Test
    void deliversTheBodyAsJsonWithTheJobsHeaders() throws Exception {
        String url = answering(204);
        JsonText body = JsonText.of("{\"order\": -0, \"sum\":100e0, \"name\": \"Ünïcode \\ud800 \\u0041\"}");

        Outcome outcome = handle(new Webhook(
                URI.create(url + "/hooks/7?token=secret"),
                Webhook.Method.PUT,
                Map.of("Authorization", "Bearer abc", "User-Agent", "mine/1"),
                body,
                5));

        assertThat(outcome).isEqualTo(Outcome.completed("PUT " + url + "/hooks/7 204"));
        assertThat(received).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("PUT");
            assertThat(request.uri()).isEqualTo("/hooks/7?token=secret");
            assertThat(request.headers().get("Authorization")).isEqualTo("Bearer abc");
            assertThat(request.headers().get("User-Agent")).isEqualTo("mine/1");
            assertThat(request.headers().get("Content-Type")).isEqualTo("application/json");
            assertThat(request.headers().get("webhook-id")).isEqualTo("job-1");
            assertThat(request.headers().get("webhook-timestamp")).isEqualTo("1795341600");
            assertThat(request.headers().contains("webhook-signature")).isFalse();
            assertThat(request.body()).hasToString(body.toString());
        });
    }

    @Test
    void postsAnEmptyObjectAsSluiceWhenTheJobSaysNoMore() {
        handle(webhook(answering(200)));

        assertThat(received).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.headers().get("User-Agent")).isEqualTo("Sluice");
            assertThat(request.body()).hasToString("{}");
        });
    }

    @Test
    void signsSoThatAReceiverCanVerifyWithTheSchemeAlone() throws Exception {
        byte[] key = "0123456789abcdefghijklmnopqrstuv".getBytes(StandardCharsets.US_ASCII);
        String secret = "whsec_" + Base64.getEncoder().encodeToString(key);
        JsonText body = JsonText.of("{\"text\": \"héllo\", \"n\":1.10}");
        Webhook webhook = new Webhook(URI.create(answering(200)), null, Map.of("webhook-id", "forged"), body, 5);

        handler("webhook.secret", secret)
                .handle(webhook, TestJob.create("job.1"))
                .await()
                .indefinitely();

        assertThat(received).singleElement().satisfies(request -> {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((request.headers().get("webhook-id") + "."
                            + request.headers().get("webhook-timestamp") + ".")
                    .getBytes(StandardCharsets.UTF_8));
            String expected = "v1,"
                    + Base64.getEncoder()
                            .encodeToString(mac.doFinal(request.body().getBytes()));
            assertThat(request.headers().get("webhook-signature")).isEqualTo(expected);
            assertThat(request.headers().getAll("webhook-id")).containsExactly("job%2E1");
        });
    }

    @ParameterizedTest
    @CsvSource({"a.1.b, a%2E1%2Eb", "a%2E1, a%252E1", "100%, 100%25", "...., %2E%2E%2E%2E"})
    void writesNoFullStopIntoTheIdThatIsSigned(String jobId, String webhookId) {
        handler().handle(webhook(answering(200)), TestJob.create(jobId)).await().atMost(Duration.ofSeconds(20));

        assertThat(received).singleElement().satisfies(request -> assertThat(
                        request.headers().get("webhook-id"))
                .isEqualTo(webhookId));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void completesOnSuccess(int status) {
        assertThat(handle(webhook(answering(status)))).isInstanceOf(Outcome.Completed.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 501, 502, 503, 504, 599})
    void retriesWhatMayPass(int status) {
        String url = answering(status);

        assertThat(handle(webhook(url + "/hook?token=secret")))
                .isEqualTo(Outcome.retry("POST " + url + "/hook answered " + status));
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 304, 400, 401, 403, 404, 405, 409, 410, 413, 422, 451, 499})
    void rejectsWhatWouldBeTheSameNextTime(int status) {
        String url = answering(status);

        assertThat(handle(webhook(url + "/hook?token=secret")))
                .isEqualTo(Outcome.rejected("POST " + url + "/hook answered " + status));
    }

    @ParameterizedTest
    @CsvSource({
        "429, 120, PT2M",
        "503, 0, PT0S",
        "503, 'Sun, 22 Nov 2026 10:05:00 GMT', PT5M",
        "503, 'Sun, 22 Nov 2026 09:05:00 GMT', PT0S",
        "503, 86400, PT12H",
    })
    void comesBackNotBeforeTheReceiverSays(int status, String retryAfter, Duration delay) {
        String url = answering(status, "Retry-After", retryAfter);

        assertThat(handle(webhook(url)))
                .isEqualTo(Outcome.retryNotBefore(delay, "POST " + url + " answered " + status));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void namesTheTargetOfARedirectAndDoesNotFollowIt(int status) {
        String url = answering(status, "Location", "/elsewhere?token=secret");

        assertThat(handle(webhook(url + "/hook")))
                .isEqualTo(Outcome.rejected(
                        "POST %s/hook answered %d, a redirect to %s/elsewhere".formatted(url, status, url)));
        assertThat(received).hasSize(1);
    }

    @Test
    void rejectsAnAddressThatJobsMustNotReach() {
        assertThat(handle(webhook("http://169.254.169.254/latest/meta-data?x=secret")))
                .isEqualTo(Outcome.rejected("POST http://169.254.169.254/latest/meta-data is refused: The host"
                        + " 169.254.169.254 is at 169.254.169.254, a link-local address that jobs must not reach"));
    }

    static List<String> idsThatNoHeaderCanHold() {
        return List.of("one\r\nX-Two: 2", "one two", "\u00e9", "\u2028", "x".repeat(1_025));
    }

    @ParameterizedTest
    @MethodSource("idsThatNoHeaderCanHold")
    void rejectsAnIdThatCannotStandInAHeader(String id) {
        Outcome outcome = handler()
                .handle(webhook(answering(200)), TestJob.create(id))
                .await()
                .indefinitely();

        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        assertThat(received).isEmpty();
    }

    @Test
    void retriesWhenNobodyListens() {
        String url = servers.nobody();

        assertThat(handle(webhook(url))).isEqualTo(Outcome.retry("POST " + url + " failed: the connection is refused"));
    }

    @Test
    void retriesWhenTheConnectionBreaksBeforeTheAnswer() {
        String url = servers.raw(socket -> socket.close());

        assertThat(handle(webhook(url)))
                .isEqualTo(
                        Outcome.retry("POST " + url + " failed: the connection closed before the answer was complete"));
    }

    @Test
    void retriesWhenTheAnswerIsNoHttp() {
        String url = servers.raw(socket -> socket.write("220 smtp.example ESMTP\r\n"));

        assertThat(handle(webhook(url)))
                .isEqualTo(Outcome.retry("POST " + url + " failed: the answer is not proper HTTP"));
    }

    @Test
    void retriesWhenNoAnswerComesInTheJobsOwnTime() {
        var closed = new AtomicBoolean();
        String url = servers.http(request -> request.connection().closeHandler(gone -> closed.set(true)));

        Outcome outcome = handle(new Webhook(URI.create(url + "?token=secret"), null, null, null, 3));

        assertThat(outcome).isEqualTo(Outcome.retry("POST " + url + " failed: no answer in time"));
        await().untilTrue(closed);
    }

    @Test
    void doesNotCountTheWaitForOtherCallsAsTimeOfTheReceiver() {
        String url = servers.http(request -> servers.vertx()
                .setTimer(900, late -> request.response().setStatusCode(200).end()));
        WebhookHandler handler = handler("outbound.max-connections-per-host", "1", "outbound.connect-timeout", "500ms");
        Webhook webhook = new Webhook(URI.create(url), null, null, null, 2);

        List<Outcome> outcomes = Multi.createFrom()
                .range(0, 3)
                .onItem()
                .transformToUniAndMerge(i -> handler.handle(webhook, TestJob.create("job-" + i)))
                .collect()
                .asList()
                .await()
                .atMost(Duration.ofSeconds(20));

        assertThat(outcomes).hasSize(3).allMatch(Outcome.Completed.class::isInstance);
    }

    @Test
    void completesAlthoughTheBodyOfTheAnswerNeverEnds() {
        var closed = new AtomicBoolean();
        String url = servers.http(request -> {
            request.connection().closeHandler(gone -> closed.set(true));
            request.response().setChunked(true).write("and so on");
        });

        assertThat(handle(webhook(url))).isInstanceOf(Outcome.Completed.class);
        await().untilTrue(closed);
    }

    @Test
    void resetsTheRequestWhenItIsCancelled() {
        var arrived = new CompletableFuture<Void>();
        var closed = new AtomicBoolean();
        String url = servers.http(request -> {
            request.connection().closeHandler(gone -> closed.set(true));
            arrived.complete(null);
        });

        var running = handler()
                .handle(webhook(url), TestJob.create("job-1"))
                .subscribe()
                .with(outcome -> {});
        arrived.join();
        running.cancel();

        await().untilTrue(closed);
    }

    private String answering(int status, String... header) {
        return servers.http(request -> request.body().onSuccess(body -> {
            received.add(received(request, body));
            if (header.length > 0) {
                request.response().putHeader(header[0], header[1]);
            }
            request.response().setStatusCode(status).end();
        }));
    }

    private static Received received(HttpServerRequest request, Buffer body) {
        return new Received(request.method().name(), request.uri(), request.headers(), body);
    }

    private static Webhook webhook(String url) {
        return new Webhook(URI.create(url), null, null, null, null);
    }

    private Outcome handle(Webhook webhook) {
        return handler().handle(webhook, TestJob.create("job-1")).await().atMost(Duration.ofSeconds(20));
    }

    private WebhookHandler handler(String... pairs) {
        HandlerConfigs config = HandlerConfigs.forLoopback(pairs);
        return new WebhookHandler(new OutboundHttp(servers.vertx(), config.outbound()), config.webhook(), CLOCK);
    }
}
