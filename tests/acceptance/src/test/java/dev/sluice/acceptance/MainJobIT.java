package dev.sluice.acceptance;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

import dev.sluice.testkit.Fault;
import dev.sluice.testkit.HttpCalls;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class MainJobIT {

    private static Sluice sluice;
    private static HttpCalls http;

    @BeforeAll
    static void start() throws Exception {
        sluice = new Sluice();
        http = new HttpCalls(64);
        // A JVM's first request loads classes for longer than a queue may take to answer.
        await().until(() -> http.post(sluice.jobs(), sluice.webhookJob(newId()))
                        .get(10, SECONDS)
                        .status()
                == 202);
    }

    @AfterAll
    static void stop() throws Exception {
        http.close();
        sluice.close();
    }

    @AfterEach
    void mend() {
        sluice.producerLink.mend();
        sluice.consumerLink.mend();
        sluice.receiver.answerWith(204);
    }

    @Test
    void aJobThatIsSubmittedIsDoneAndTheLogSaysSo() throws Exception {
        String id = newId();

        var answer = http.post(sluice.jobs(), sluice.webhookJob(id)).get(10, SECONDS);

        assertThat(answer.status()).isEqualTo(202);
        await().until(() -> sluice.receiver.deliveries(id) == 1);
        await().until(() -> sluice.consumer.says("Job webhook " + id + " completed"));
        await().until(() -> sluice.depth() == 0);
    }

    @Test
    void aChecksumOfWhatTheProducerServesIsComputed() throws Exception {
        String id = newId();
        String job = "{\"id\":\"%s\",\"type\":\"checksum\",\"data\":{\"url\":\"%s\"}}"
                .formatted(id, sluice.producer.api().resolve("/q/openapi"));

        assertThat(http.post(sluice.jobs(), job).get(10, SECONDS).status()).isEqualTo(202);

        await().until(() -> sluice.consumer.log().stream()
                .anyMatch(line -> line.contains(id) && line.matches(".*sha256=[0-9a-f]{64} length=\\d+.*")));
    }

    @Test
    void tenThousandJobsOverSixtyFourConnectionsAreEachDoneOnceForFewRequests() throws Exception {
        warmUp();
        int jobs = 10_000;
        long totalBefore = sluice.receiver.total();
        long sends = sluice.producerLink.count("SendMessageBatch");
        long receives = sluice.consumerLink.count("ReceiveMessage");
        long deletes = sluice.consumerLink.count("DeleteMessageBatch");
        List<String> ids = IntStream.range(0, jobs).mapToObj(i -> newId()).toList();

        List<CompletableFuture<HttpCalls.Answer>> answers = ids.stream()
                .map(id -> http.post(sluice.jobs(), sluice.webhookJob(id)))
                .toList();
        for (CompletableFuture<HttpCalls.Answer> answer : answers) {
            assertThat(answer.get(120, SECONDS).status()).isEqualTo(202);
        }
        await().atMost(Duration.ofMinutes(2)).until(() -> sluice.depth() == 0);

        assertThat(ids)
                .allSatisfy(id -> assertThat(sluice.receiver.deliveries(id)).isEqualTo(1));
        assertThat(sluice.receiver.total() - totalBefore).isEqualTo(jobs);
        System.out.printf(
                "Requests per job: %.3f sends, %.3f receives, %.3f deletes%n",
                (sluice.producerLink.count("SendMessageBatch") - sends) / (double) jobs,
                (sluice.consumerLink.count("ReceiveMessage") - receives) / (double) jobs,
                (sluice.consumerLink.count("DeleteMessageBatch") - deletes) / (double) jobs);
        assertPerJob("sends", sluice.producerLink.count("SendMessageBatch") - sends, jobs);
        assertPerJob("receives", sluice.consumerLink.count("ReceiveMessage") - receives, jobs);
        assertPerJob("deletes", sluice.consumerLink.count("DeleteMessageBatch") - deletes, jobs);
        assertThat(sluice.consumerLink.count("DeleteMessage") + sluice.producerLink.count("SendMessage"))
                .isZero();
    }

    @Test
    void anUrgentJobGoesThroughItsOwnQueue() throws Exception {
        String id = newId();
        String job = sluice.webhookJob(id).replace("\"type\"", "\"priority\":\"high\",\"type\"");

        assertThat(http.post(sluice.jobs(), job).get(10, SECONDS).status()).isEqualTo(202);

        await().until(() -> sluice.receiver.deliveries(id) == 1);
    }

    @Test
    void aJobThatAUserSendsWithTheAwsCommandIsDone() throws Exception {
        String id = newId();
        String event =
                "{\"specversion\":\"1.0\",\"id\":\"%s\",\"type\":\"webhook\",\"source\":\"/by/hand\",\"data\":{\"url\":\"%s\"}}"
                        .formatted(id, sluice.receiver.uri());

        AwsCommand.sendMessage(sluice.site.sqs(), sluice.normal.url(), event);

        await().until(() -> sluice.receiver.deliveries(id) == 1);
    }

    @Test
    void aMessageThatIsNoJobEndsInTheDeadLetterQueueAsItWasAndDisturbsNobody() throws Exception {
        String nonsense = "{\"this\": \"is no job\" \u00e4\u20ac ";
        String id = newId();

        AwsCommand.sendMessage(sluice.site.sqs(), sluice.normal.url(), nonsense);
        assertAccepted(id);

        await().until(() -> sluice.receiver.deliveries(id) == 1);
        await().until(() -> sluice.normal.deadLetters() == 1 && sluice.normal.depth() == 0);
        Message dead = sluice.normal.receiveDeadLetters().getFirst();
        assertThat(dead.body()).isEqualTo(nonsense);
        assertThat(dead.messageAttributes().get("Sluice-Reason").stringValue()).contains("not valid JSON");
        sluice.normal.purge();
    }

    @Test
    void aRejectedJobEndsInTheDeadLetterQueueWithTheReason() throws Exception {
        sluice.receiver.answerWith(410);
        String id = newId();

        assertAccepted(id);

        await().until(() -> sluice.normal.deadLetters() == 1 && sluice.normal.depth() == 0);
        Message dead = sluice.normal.receiveDeadLetters().getFirst();
        assertThat(dead.messageAttributes().get("Sluice-Job-Id").stringValue()).isEqualTo(id);
        assertThat(dead.messageAttributes().get("Sluice-Job-Type").stringValue())
                .isEqualTo("webhook");
        assertThat(dead.messageAttributes().get("Sluice-Reason").stringValue()).contains("410");
        sluice.normal.purge();
    }

    @Test
    void aJobWhoseEndpointIsBusyIsTriedAgain() throws Exception {
        sluice.receiver.answerWith(503);
        String id = newId();
        assertAccepted(id);
        await().until(() -> sluice.receiver.deliveries(id) == 1);

        sluice.receiver.answerWith(204);

        await().atMost(Duration.ofSeconds(20)).until(() -> sluice.consumer.says("Job webhook " + id + " completed"));
    }

    @Test
    void withTheQueueOutOfReachTheAnswerIs503InTimeAndNeverAFalse202() throws Exception {
        assertAccepted(newId());
        for (Fault fault :
                List.of(new Fault.Silence(), new Fault.Reset(), new Fault.Error(500, "InternalFailure", Set.of()))) {
            sluice.producerLink.breakWith(fault);
            String id = newId();

            var answer = http.post(sluice.jobs(), sluice.webhookJob(id)).get(2, SECONDS);

            assertThat(answer.status()).as(fault.toString()).isEqualTo(503);
            assertThat(answer.contentType()).isEqualTo("application/problem+json");
            assertThat(answer.retryAfter()).isEqualTo("1");
            assertThat(readiness(sluice.producer.management()).status()).isEqualTo(503);
            sluice.producerLink.mend();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> readiness(sluice.producer.management()).status() == 200);
        }
        assertAccepted(newId());
    }

    @Test
    void theConsumerSaysWhatIsWrongAndGoesOnByItself() throws Exception {
        sluice.consumerLink.breakWith(new Fault.Reset());
        await().until(() -> readiness(sluice.consumer.management()).status() == 503);
        assertThat(readiness(sluice.consumer.management()).body()).contains("jobs-normal");
        assertThat(http.get(sluice.consumer.management().resolve("/q/health/live"))
                        .get(5, SECONDS)
                        .status())
                .isEqualTo(200);
        String id = newId();
        assertAccepted(id);

        sluice.consumerLink.mend();

        await().atMost(Duration.ofSeconds(5)).until(() -> sluice.receiver.deliveries(id) == 1);
        await().until(() -> readiness(sluice.consumer.management()).status() == 200);
    }

    /** Two processes that have just started compile their code while they run it; what they do then is no measure. */
    private static void warmUp() throws Exception {
        for (int i = 0; i < 2_000; i += 20) {
            List<CompletableFuture<HttpCalls.Answer>> answers = IntStream.range(0, 20)
                    .mapToObj(n -> http.post(sluice.jobs(), sluice.webhookJob(newId())))
                    .toList();
            for (CompletableFuture<HttpCalls.Answer> answer : answers) {
                answer.get(10, SECONDS);
            }
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> sluice.depth() == 0);
    }

    private static void assertAccepted(String id) throws Exception {
        assertThat(http.post(sluice.jobs(), sluice.webhookJob(id))
                        .get(10, SECONDS)
                        .status())
                .isEqualTo(202);
    }

    private static HttpCalls.Answer readiness(URI management) throws Exception {
        return http.get(management.resolve("/q/health/ready")).get(5, SECONDS);
    }

    private static void assertPerJob(String what, long requests, int jobs) {
        assertThat((double) requests / jobs).as(what + " per job").isLessThanOrEqualTo(0.12);
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }
}
