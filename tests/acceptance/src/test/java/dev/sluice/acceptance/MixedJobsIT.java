package dev.sluice.acceptance;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

import dev.sluice.testkit.HttpCalls;
import dev.sluice.testkit.PackagedService;
import dev.sluice.testkit.Reply;
import dev.sluice.testkit.SqsLink;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** After many jobs of every kind of end, all that tells of them tells the same. */
class MixedJobsIT {

    private static final int DONE = 380;
    private static final int GONE = 50;
    private static final int BUSY = 70;
    private static final int TRIES = 3;

    private static final String DEAD_LETTERED = "sluice_messages_deadlettered_total{queue=\"jobs-normal\"}";

    @Test
    void countersLogAndDeadLettersAgreeToTheJob() throws Exception {
        try (Site site = Site.here(TRIES);
                SqsLink link = SqsLink.to(site.sqs());
                HttpCalls http = new HttpCalls(1);
                PackagedService worker = site.startWorker(
                        link,
                        Map.of(
                                "SLUICE_CONSUMER_RETRY_INITIAL_DELAY", "1MS",
                                "SLUICE_CONSUMER_DEAD_LETTERS_LOCAL_ACCESS", "true"))) {
            site.receiver().answerBy((job, attempt) -> Reply.atOnce(status(job)));
            site.enqueue(mixed());
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> site.depth() == 0 && site.normal().deadLetters() == GONE + BUSY);

            long again = triedAgain(site);
            assertCounters(http, worker.management(), again);
            assertShown(http, worker.management());
            assertDeadLetters(site);
            assertThat(worker.terminate()).isZero();
            assertLog(String.join("\n", worker.log()), again);
        }
    }

    /**
     * Tries that were followed by another, as the endpoint saw them: mostly two for each busy job, but on a slow machine a receive
     * may be lost, or a job go back untried for want of room.
     */
    private static long triedAgain(Site site) {
        long tries = mixed().stream()
                .filter(id -> status(id) == 503)
                .mapToLong(site.receiver()::deliveries)
                .sum();
        assertThat(tries).isBetween((long) BUSY * 2, (long) BUSY * TRIES);
        return tries - BUSY;
    }

    private static void assertCounters(HttpCalls http, URI management, long again) throws Exception {
        Map<String, Double> counters = new HashMap<>();
        http.get(management.resolve("/q/metrics"))
                .get(10, SECONDS)
                .body()
                .lines()
                .filter(line -> line.startsWith("sluice_"))
                .forEach(line -> counters.put(
                        line.substring(0, line.lastIndexOf(' ')),
                        Double.valueOf(line.substring(line.lastIndexOf(' ') + 1))));
        assertThat(counters)
                .containsEntry(ofWebhooks("completed"), (double) DONE)
                .containsEntry(ofWebhooks("rejected"), (double) GONE)
                .containsEntry(ofWebhooks("failed"), (double) BUSY)
                .containsEntry(ofWebhooks("retried"), (double) again)
                .containsEntry(DEAD_LETTERED, (double) GONE + BUSY);
    }

    private static void assertShown(HttpCalls http, URI management) throws Exception {
        JsonObject shown = new JsonObject(http.get(management.resolve("/dead-letters/jobs-normal?limit=100"))
                .get(10, SECONDS)
                .body());
        assertThat(shown.getJsonObject("depth").getInteger("visible")).isEqualTo(GONE + BUSY);
        JsonArray messages = shown.getJsonArray("messages");
        assertThat(messages).hasSize(100).allSatisfy(each -> {
            JsonObject message = (JsonObject) each;
            assertThat(message.getString("jobType")).isEqualTo("webhook");
            assertThat(message.getString("reason")).contains(Integer.toString(status(message.getString("jobId"))));
            assertThat(message.getString("jobReceiveCount")).isEqualTo(tries(message.getString("jobId")));
            assertThat(message.getString("jobSentAt")).isLessThan(message.getString("failedAt"));
            assertThat(message.getJsonObject("attributes")).isEmpty();
        });
    }

    private static void assertDeadLetters(Site site) {
        List<Message> dead = new ArrayList<>();
        await().until(() -> {
            dead.addAll(site.normal().receiveDeadLetters());
            return dead.size() == GONE + BUSY;
        });
        Set<String> ids = new HashSet<>();
        assertThat(dead).allSatisfy(message -> {
            String id = attribute(message, "Sluice-Job-Id");
            ids.add(id);
            assertThat(new JsonObject(message.body()).getString("id")).isEqualTo(id);
            assertThat(attribute(message, "Sluice-Job-Type")).isEqualTo("webhook");
            assertThat(attribute(message, "Sluice-Reason")).contains(Integer.toString(status(id)));
            assertThat(attribute(message, "Sluice-Receive-Count")).isEqualTo(tries(id));
        });
        assertThat(ids)
                .containsExactlyInAnyOrderElementsOf(
                        mixed().stream().filter(id -> status(id) != 204).toList());
    }

    /** What was suppressed is told as a number, so that nothing is missing in the sum. */
    private static void assertLog(String log, long again) {
        assertThat(lines(log, "Job webhook \\S+ completed in") + leftOut(log, "completed jobs"))
                .isEqualTo(DONE);
        assertThat(lines(log, "Job webhook \\S+ failed after \\d+ ms \\(attempt [12]\\); retrying in")
                        + leftOut(log, "retried jobs of type webhook"))
                .isEqualTo(again);
        long gone = lines(
                log, "Job webhook gone-\\d+ rejected after \\d+ ms; moving it to the dead-letter queue: [^\"]*410");
        long busy = lines(
                log,
                "Job webhook busy-\\d+ failed after \\d+ ms \\(attempt 3, the last\\); moving it to the dead-letter queue: [^\"]*503");
        assertThat(gone + busy + leftOut(log, "dead letters of type webhook")).isEqualTo(GONE + BUSY);
        assertThat(lines(log, "attempt 3\\); retrying in")).isZero();
    }

    private static long lines(String log, String pattern) {
        return Pattern.compile(pattern).matcher(log).results().count();
    }

    private static long leftOut(String log, String what) {
        Matcher told =
                Pattern.compile("Log lines suppressed for " + what + ": (\\d+)").matcher(log);
        return told.results().mapToLong(match -> Long.parseLong(match.group(1))).sum();
    }

    private static List<String> mixed() {
        List<String> ids = new ArrayList<>();
        IntStream.range(0, DONE).forEach(i -> ids.add("done-" + i));
        IntStream.range(0, GONE).forEach(i -> ids.add("gone-" + i));
        IntStream.range(0, BUSY).forEach(i -> ids.add("busy-" + i));
        Collections.shuffle(ids, new java.util.Random(7));
        return ids;
    }

    private static int status(String id) {
        return id.startsWith("done") ? 204 : id.startsWith("gone") ? 410 : 503;
    }

    private static String tries(String id) {
        return id.startsWith("gone") ? "1" : Integer.toString(TRIES);
    }

    private static String ofWebhooks(String outcome) {
        return "sluice_jobs_" + outcome + "_total{type=\"webhook\"}";
    }

    private static String attribute(Message message, String name) {
        return message.messageAttributes().get(name).stringValue();
    }
}
