package dev.sluice.worker.intake;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.sqs.model.Message;

import dev.sluice.localaws.QueueSpec;
import dev.sluice.testkit.TestQueue;
import dev.sluice.worker.probe.Jobs;
import dev.sluice.worker.probe.LogLines;
import dev.sluice.worker.probe.Probe.Behaviour;
import dev.sluice.worker.probe.ProbeHandler;
import dev.sluice.worker.probe.Sized;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

@QuarkusTest
@TestProfile(JobPipelineTest.Impatient.class)
public class JobPipelineTest {

    /** Short times, so that limits and retries happen while the test looks. */
    public static final class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "sluice.consumer.retry.initial-delay", "10MS",
                    "sluice.consumer.log-lines-per-second", "20",
                    "sluice.consumer.types.probe.time-limit", "500MS");
        }
    }

    @ConfigProperty(name = "quarkus.sqs.endpoint-override")
    URI sqs;

    @Inject
    ProbeHandler probes;

    private TestQueue normal;
    private TestQueue high;

    @BeforeEach
    void open() {
        normal = TestQueue.at(sqs, QueueSpec.named("jobs-normal"));
        high = TestQueue.at(sqs, QueueSpec.named("jobs-high"));
    }

    @AfterEach
    void close() {
        normal.purge();
        high.purge();
        normal.close();
        high.close();
    }

    @Test
    void handlesAJobOfEitherQueueAndDeletesIt() {
        String one = send(normal, "probe", "{\"behaviour\":\"COMPLETE\"}");
        String other = send(high, "probe", "{\"behaviour\":\"COMPLETE\"}");

        await().until(() -> probes.attempts(one) == 1 && probes.attempts(other) == 1);
        await().until(() -> normal.depth() + high.depth() == 0);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "ANSWER_NULL",
                "ANSWER_NOTHING",
                "FAIL",
                "FAIL_WITH_ERROR",
                "FAIL_WITHOUT_WORDS",
                "THROW",
                "THROW_ERROR",
                "RETRY_AT_ONCE"
            })
    void triesAgainWhenTheHandlerGivesNoFinalOutcome(Behaviour behaviour) {
        String id = send(normal, "probe", "{\"behaviour\":\"%s\"}".formatted(behaviour));

        await().until(() -> probes.attempts(id) == 2);
        await().until(() -> normal.depth() == 0);
        assertThat(normal.deadLetters()).isZero();
    }

    @Test
    void letsAJobComeBackWhenTheHandlerSaysAndNotWhenTheBackoffWould() {
        String id = send(normal, "probe", "{\"behaviour\":\"RETRY_IN_AN_HOUR\"}");

        await().until(() -> probes.attempts(id) == 1);
        await().during(Duration.ofMillis(700)).until(() -> probes.attempts(id) == 1 && normal.inFlight() == 1);
    }

    @Test
    void stopsAHandlerThatTakesTooLongAndTriesAgain() {
        String id = send(normal, "probe", "{\"behaviour\":\"NEVER_END\"}");

        await().until(() -> probes.wasStopped(id));
        await().until(() -> probes.attempts(id) == 2);
        await().until(() -> normal.depth() == 0);
    }

    @Test
    void putsARejectedJobIntoTheDeadLetterQueueWithTheReason() {
        String id = send(normal, "probe", "{\"behaviour\":\"REJECT\"}");

        Message dead = onlyDeadLetter();
        assertThat(attribute(dead, "Sluice-Reason")).isEqualTo("made up");
        assertThat(attribute(dead, "Sluice-Job-Id")).isEqualTo(id);
        assertThat(attribute(dead, "Sluice-Job-Type")).isEqualTo("probe");
        assertThat(attribute(dead, "Sluice-Receive-Count")).isEqualTo("1");
        assertThat(dead.body()).contains(id);
    }

    @Test
    void aRejectionWithoutAReasonIsOneAllTheSame() {
        send(normal, "probe", "{\"behaviour\":\"REJECT_WITHOUT_REASON\"}");

        assertThat(attribute(onlyDeadLetter(), "Sluice-Reason")).isEqualTo("-");
    }

    @Test
    void aJobWhoseHandlerAlwaysThrowsIsGivenUpAtTheLastTryWithItsCausesAndItsStack() {
        try (LogLines log = LogLines.of("dev.sluice.consumer.job")) {
            String id = send(normal, "probe", "{\"behaviour\":\"ALWAYS_THROW\"}");

            Message dead = onlyDeadLetter();
            String causes =
                    "IllegalStateException; caused by UncheckedIOException: cannot read the price list; caused by"
                            + " IOException: no?line left";
            assertThat(probes.attempts(id)).isEqualTo(3);
            assertThat(attribute(dead, "Sluice-Reason")).isEqualTo(causes);
            assertThat(attribute(dead, "Sluice-Job-Id")).isEqualTo(id);
            assertThat(attribute(dead, "Sluice-Job-Type")).isEqualTo("probe");
            assertThat(attribute(dead, "Sluice-Receive-Count")).isEqualTo("3");
            assertThat(attribute(dead, "Sluice-Stack-Trace").lines())
                    .startsWith("java.lang.IllegalStateException")
                    .anyMatch(line ->
                            line.startsWith("    at ") && line.contains("ProbeHandler.handle(ProbeHandler.java:"))
                    .contains("Caused by: java.io.IOException: no?line left");
            assertThat(log.texts())
                    .filteredOn(text -> text.contains(id))
                    .hasSize(3)
                    .allSatisfy(text -> assertThat(text).endsWith(causes))
                    .last(as(STRING))
                    .contains("(attempt 3, the last); moving it to the dead-letter queue: ")
                    .doesNotContain("retrying in");
            assertThat(log.thrownWith("attempt 1)")).isNull();
            assertThat(log.thrownWith("attempt 2)")).isNull();
            assertThat(log.thrownWith("attempt 3,")).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aJobThatIsNeverReadyIsGivenUpAtTheLastTryWithItsReason() {
        double failed = count("sluice.jobs.failed", "type", "probe");
        double retried = count("sluice.jobs.retried", "type", "probe");
        double moved = count("sluice.messages.deadlettered", "queue", "jobs-normal");
        send(normal, "probe", "{\"behaviour\":\"ALWAYS_RETRY\"}");

        Message dead = onlyDeadLetter();
        assertThat(attribute(dead, "Sluice-Reason")).isEqualTo("the office is closed");
        assertThat(dead.messageAttributes()).doesNotContainKey("Sluice-Stack-Trace");
        assertThat(count("sluice.jobs.failed", "type", "probe") - failed).isEqualTo(1);
        assertThat(count("sluice.jobs.retried", "type", "probe") - retried).isEqualTo(2);
        assertThat(count("sluice.messages.deadlettered", "queue", "jobs-normal") - moved)
                .isEqualTo(1);
    }

    @Test
    void runsTwoMessagesWithOneJobIdAndSettlesBoth() {
        String id = send(normal, "probe", "{\"behaviour\":\"COMPLETE\"}");
        normal.send(Jobs.event(id, "probe", "{\"behaviour\":\"COMPLETE\"}"));

        await().until(() -> probes.attempts(id) == 2);
        await().until(() -> normal.depth() == 0);
        assertThat(normal.deadLetters()).isZero();
    }

    @Test
    void tellsAHandlerWhoseTheJobIs() {
        String id = UUID.randomUUID().toString();
        normal.sendInGroup("customer#7", Jobs.event(id, "probe", "{\"behaviour\":\"COMPLETE\"}"));

        await().until(() -> probes.tenant(id).equals(Optional.of("customer#7")));
    }

    @Test
    void namesAHandlerThatBlocksAnEventLoop() {
        try (LogLines log = LogLines.of("dev.sluice.consumer.job")) {
            String id = send(normal, "probe", "{\"behaviour\":\"BLOCK_IN_A_CALLBACK\"}");

            await().until(() -> log.count("ProbeHandler of job type probe has blocked event loop") == 1);
            probes.unblock();
            await().until(() -> normal.depth() == 0);

            assertThat(log.thrownWith("has blocked event loop").getStackTrace())
                    .anyMatch(frame -> frame.getClassName().equals(ProbeHandler.class.getName()));
            assertThat(probes.attempts(id)).isPositive();
        }
    }

    @Test
    void aStormOfFailingJobsWritesABoundedNumberOfLines() {
        try (LogLines log = LogLines.of("dev.sluice.consumer.job")) {
            for (int i = 0; i < 300; i++) {
                send(normal, "probe", "{\"behaviour\":\"REJECT\"}");
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> normal.depth() == 0);

            assertThat(log.count("rejected")).isLessThan(300);
        }
    }

    @Test
    void rejectsAJobWhoseDataBreaksAConstraint() {
        send(normal, "probe", "{}");

        assertThat(attribute(onlyDeadLetter(), "Sluice-Reason")).startsWith("data.behaviour must not be null");
    }

    @Test
    void rejectsAJobWhoseDataDoesNotFit() {
        send(normal, "probe", "{\"behaviour\":\"DANCE\"}");

        assertThat(attribute(onlyDeadLetter(), "Sluice-Reason")).contains("behaviour");
    }

    @Test
    void readsALargeMessageBesideTheEventLoopsAndHandlesItOnOne() {
        send(normal, "sized", "{\"name\":\"large\",\"filling\":\"%s\"}".formatted("x".repeat(300_000)));
        send(normal, "sized", "{\"name\":\"small\"}");

        await().until(() -> Sized.HANDLED_ON.keySet().containsAll(List.of("large", "small")));
        assertThat(Sized.READ_ON.get("large")).startsWith("large-input-");
        assertThat(Sized.HANDLED_ON.get("large")).contains("eventloop");
        assertThat(Sized.READ_ON.get("small")).contains("eventloop");
        await().until(() -> normal.depth() == 0);
    }

    @Test
    void rejectsALargeMessageForWhatIsWrongWithIt() {
        send(normal, "sized", "{\"filling\":\"%s\"}".formatted("x".repeat(300_000)));

        assertThat(attribute(onlyDeadLetter(), "Sluice-Reason")).isEqualTo("data.name must not be null");
    }

    @Test
    void movesAMessageThatIsNoJobAsItIs() {
        normal.send("no job at all");

        assertThat(onlyDeadLetter().body()).isEqualTo("no job at all");
    }

    @Test
    void givesBackAJobThatNobodyHereHandles() {
        send(normal, "from-the-future", "{}");

        await().during(Duration.ofMillis(500)).until(() -> normal.deadLetters() == 0 && normal.depth() == 1);
    }

    private Message onlyDeadLetter() {
        await().until(() -> normal.deadLetters() == 1 && normal.depth() == 0);
        return normal.receiveDeadLetters().getFirst();
    }

    private static double count(String counter, String dimension, String value) {
        Counter found =
                Metrics.globalRegistry.find(counter).tag(dimension, value).counter();
        return found == null ? 0 : found.count();
    }

    private static String attribute(Message message, String name) {
        return message.messageAttributes().get(name).stringValue();
    }

    private static String send(TestQueue queue, String type, String data) {
        return Jobs.send(queue, type, data);
    }
}
