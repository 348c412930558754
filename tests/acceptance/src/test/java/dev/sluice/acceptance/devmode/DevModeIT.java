package dev.sluice.acceptance.devmode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.acceptance.Site;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Both services in dev mode while somebody edits their source. They begin with a mistake in it, with which neither starts:
 * a job type that is declared twice.
 */
@Tag("process")
@Tag("source")
@DisabledOnOs(OS.WINDOWS)
class DevModeIT {

    private static final String RECORDS = "builtin/records";
    private static final String HANDLERS = "builtin/handlers";

    private static final String PAYLOAD = "dev.sluice.builtin.job.Greeting";
    private static final String MALFORMED_PAYLOAD = "dev.sluice.builtin.job.Malformed";
    private static final String HANDLER = "dev.sluice.builtin.greeting.GreetingHandler";
    private static final String SECOND_HANDLER = "dev.sluice.builtin.greeting.SecondHandler";

    private static final String WORKER_BEAN = "dev.sluice.worker.run.Edited";

    private static final Site SITE = Site.here();

    private static Checkout checkout;
    private static DevMode consumer;
    private static DevMode producer;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        checkout = Checkout.in(folder);
        savePayload(PAYLOAD);
        savePayload("dev.sluice.builtin.job.Salute");
        saveHandler("nothing yet");
        consumer = DevMode.start(checkout, "consumer", SITE.sqs());
        producer = DevMode.start(checkout, "producer", SITE.sqs());
        eventually(() -> assertThat(consumer.lines()).anyMatch(line -> line.contains("It does not start: ")));
        eventually(() -> assertThat(producer.lines()).anyMatch(line -> line.contains("It does not start: ")));
        eventually(() -> assertThat(submit().statusCode()).isEqualTo(503));

        checkout.delete(RECORDS, "dev.sluice.builtin.job.Salute");
        // On a busy machine the first poll may take longer than it has, and the job that it brings comes again.
        send();
        eventually(() -> assertThat(consumer.lines()).anyMatch(line -> line.contains("says nothing yet")));
        eventually(() -> assertThat(submit().statusCode()).isEqualTo(202));
    }

    @AfterAll
    static void stop() throws Exception {
        consumer.close();
        producer.close();
        SITE.close();
    }

    @AfterEach
    void removeMistakes() throws IOException {
        checkout.delete(RECORDS, MALFORMED_PAYLOAD);
        checkout.delete(HANDLERS, SECOND_HANDLER);
        checkout.delete("worker/engine", WORKER_BEAN);
    }

    @AfterEach
    void nothingIsSaidThatIsNotWrong() {
        for (DevMode service : List.of(consumer, producer)) {
            assertThat(service.lines())
                    .noneMatch(line -> line.contains("private members"))
                    .noneMatch(line -> line.contains("already registered"))
                    .noneMatch(line -> line.contains("Failed to index"))
                    .noneMatch(line -> line.contains("Live reload was disabled"));
        }
    }

    @Test
    void aServiceThatDidNotStartSaysWhyInALineAndASavedFileIsEnoughForItToStart() {
        assertThat(consumer.lines())
                .filteredOn(line -> line.contains("the job type \"greeting\" is declared twice"))
                .singleElement()
                .asString()
                .contains("It does not start: Job types: ");
        assertThat(consumer.lines()).noneMatch(line -> line.startsWith("\tat "));
    }

    /** Each would do so in the folder that the other reads from. */
    @Test
    void neitherServiceCompilesAgainWhatWasCompiledBefore() throws Exception {
        for (String module : List.of("job/envelope", "sqs", "runtime/meters", "worker/engine")) {
            assertThat(checkout.classesChangedSinceTheCopy(module)).as(module).isEmpty();
        }
    }

    @Test
    void aJobRunsTheCodeThatWasSavedBeforeItWasSentHoweverSoon() throws Exception {
        for (int i = 0; i < 3; i++) {
            saveHandler("edit " + i);

            runs("edit " + i);
        }
    }

    @Test
    void anEditOfTheWorkersOwnSourceIsAsGoodAsOneOfAHandler() throws Exception {
        checkout.save("worker/engine", WORKER_BEAN, """
                package dev.sluice.worker.run;

                import jakarta.inject.Singleton;

                import io.quarkus.runtime.Startup;
                import org.jboss.logging.Logger;

                @Startup
                @Singleton
                public class Edited {

                    Edited() {
                        Logger.getLogger(Edited.class).info("The worker was edited");
                    }
                }
                """);
        saveHandler("with an edited worker");

        runs("with an edited worker");
        assertThat(consumer.linesWith("The worker was edited")).isEqualTo(1);
    }

    @Test
    void aJobWaitsWhileTheSourceDoesNotCompileAndLosesNoTryByIt() throws Exception {
        checkout.save(HANDLERS, HANDLER, handler("broken").replace("broken\"", "broken"));
        String waiting = send();
        eventually(() -> assertThat(consumer.lines()).anyMatch(line -> line.contains("unclosed string literal")));
        Awaitility.await().during(Duration.ofSeconds(2)).until(() -> consumer.lines().stream()
                .noneMatch(line -> line.contains(waiting)));
        assertThat(consumer.linesWith("unclosed string literal")).isEqualTo(1);

        saveHandler("mended");

        completes(waiting, "mended");
    }

    @Test
    void twoHandlersForAJobTypeStopTheWorkerUntilOneOfThemIsDeleted() throws Exception {
        checkout.save(HANDLERS, SECOND_HANDLER, handler("second").replace("GreetingHandler", "SecondHandler"));
        String waiting = send();
        eventually(() -> assertThat(consumer.linesWith("It does not start: Two handlers for job type"))
                .isEqualTo(1));

        checkout.delete(HANDLERS, SECOND_HANDLER);
        saveHandler("the only one");

        completes(waiting, "the only one");
        assertThat(consumer.lines()).noneMatch(line -> line.startsWith("\tat "));
    }

    @Test
    void theProducerAnswersWithAProblemWhileAPayloadIsMalformedAndWithAPageOnlyIfAskedTo() throws Exception {
        checkout.save(RECORDS, MALFORMED_PAYLOAD, """
                package dev.sluice.builtin.job;

                import dev.sluice.job.JobType;

                @JobType("Not a name")
                public record Malformed(String text) {}
                """);
        HttpResponse<String> problem = submit();

        assertThat(problem.statusCode()).isEqualTo(503);
        assertThat(problem.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(problem.body()).contains("Not a name").doesNotContain("<html", "\\tat ");
        assertThat(get("text/html").body()).contains("<html");

        checkout.delete(RECORDS, MALFORMED_PAYLOAD);

        eventually(() -> assertThat(submit().statusCode()).isEqualTo(202));
        saveHandler("after the malformed one");
        runs("after the malformed one");
    }

    @Test
    void anEditOfAHandlerDoesNotRestartTheProducer() throws Exception {
        long before = producer.linesWith("Restarting quarkus");
        saveHandler("of no concern to the producer");
        runs("of no concern to the producer");

        assertThat(submit().statusCode()).isEqualTo(202);
        assertThat(producer.linesWith("Restarting quarkus")).isEqualTo(before);
    }

    @Test
    void theProducerRunsWhatWasSavedInTheLibrariesThatItIsMadeOf() throws Exception {
        assertThat(submit("unknown").body()).contains("There is no such job type", "is not a job type");

        checkout.edit("api", "dev.sluice.api.problem.JobProblems", "There is no such job type", "Never heard of it");
        eventually(() -> assertThat(submit("unknown").body()).contains("Never heard of it", "is not a job type"));

        checkout.edit("client", "dev.sluice.client.UnknownJobTypeException", "is not a job type", "is none of ours");
        eventually(() -> assertThat(submit("unknown").body()).contains("Never heard of it", "is none of ours"));
    }

    private static void savePayload(String className) throws IOException {
        checkout.save(RECORDS, className, """
                package dev.sluice.builtin.job;

                import dev.sluice.job.JobType;

                @JobType("greeting")
                public record %s(String name) {}
                """.formatted(className.substring(className.lastIndexOf('.') + 1)));
    }

    private static void saveHandler(String says) throws IOException {
        checkout.save(HANDLERS, HANDLER, handler(says));
    }

    private static String handler(String says) {
        return """
                package dev.sluice.builtin.greeting;

                import jakarta.enterprise.context.ApplicationScoped;

                import dev.sluice.builtin.job.Greeting;
                import dev.sluice.worker.handler.BlockingJobHandler;
                import dev.sluice.worker.handler.JobContext;
                import dev.sluice.worker.handler.Outcome;

                @ApplicationScoped
                public class GreetingHandler implements BlockingJobHandler<Greeting> {

                    @Override
                    public Outcome handle(Greeting greeting, JobContext job) {
                        return Outcome.completed("try " + job.attempt() + " says %s");
                    }
                }
                """.formatted(says);
    }

    /** A job that is sent now is done at its first try, by the code that says so. */
    private static void runs(String says) {
        completes(send(), says);
    }

    private static void completes(String id, String says) {
        eventually(() -> assertThat(consumer.lines())
                .filteredOn(line -> line.contains(id))
                .singleElement()
                .asString()
                .contains("completed", "try 1 says " + says));
    }

    /** Puts a job into the queue, past the producer. */
    private static String send() {
        String id = UUID.randomUUID().toString();
        SITE.normal().send("""
                {"specversion":"1.0","id":"%s","source":"/test","type":"greeting","data":{"name":"you"}}""".formatted(id));
        return id;
    }

    private static HttpResponse<String> submit() throws IOException, InterruptedException {
        return submit("greeting");
    }

    private static HttpResponse<String> submit(String type) throws IOException, InterruptedException {
        return call(HttpRequest.newBuilder(jobs())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"type\":\"%s\",\"data\":{\"name\":\"you\"}}".formatted(type))));
    }

    private static HttpResponse<String> get(String accepted) throws IOException, InterruptedException {
        return call(HttpRequest.newBuilder(jobs()).header("Accept", accepted));
    }

    private static HttpResponse<String> call(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static URI jobs() {
        return producer.api().resolve("/jobs");
    }

    private static void eventually(ThrowingRunnable assertion) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(assertion);
    }
}
