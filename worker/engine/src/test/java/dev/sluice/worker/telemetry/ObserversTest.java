package dev.sluice.worker.telemetry;

import java.net.URI;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.logging.Filter;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.cumulative.CumulativeCounter;
import io.micrometer.core.instrument.cumulative.CumulativeTimer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.handlers.ConsoleHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.localaws.QueueSpec;
import dev.sluice.testkit.TestQueue;
import dev.sluice.worker.intake.JobPipelineTest;
import dev.sluice.worker.probe.Jobs;
import dev.sluice.worker.probe.LogLines;
import dev.sluice.worker.run.RunningJobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What only observes decides nothing: neither what becomes of a job nor who has its slot. */
@Tag("application")
@QuarkusTest
@TestProfile(JobPipelineTest.Impatient.class)
class ObserversTest {

    /** Fails whenever something is counted or timed. */
    private static final class BrokenRegistry extends SimpleMeterRegistry {

        @Override
        protected Counter newCounter(Meter.Id id) {
            return new CumulativeCounter(id) {
                @Override
                public void increment(double amount) {
                    throw new IllegalStateException("a broken counter");
                }
            };
        }

        @Override
        protected Timer newTimer(Meter.Id id, DistributionStatisticConfig config, PauseDetector pauses) {
            return new CumulativeTimer(id, clock, config, pauses, getBaseTimeUnit()) {
                @Override
                protected void recordNonNegative(long amount, TimeUnit unit) {
                    throw new ArithmeticException("a broken timer");
                }
            };
        }
    }

    private static final String COMPLETE = "{\"behaviour\":\"COMPLETE\"}";

    @ConfigProperty(name = "quarkus.sqs.endpoint-override")
    URI sqs;

    @Inject
    RunningJobs running;

    private TestQueue normal;

    @BeforeEach
    void open() {
        normal = TestQueue.at(sqs, QueueSpec.named("jobs-normal"));
    }

    @AfterEach
    void close() {
        normal.purge();
        normal.close();
    }

    @ParameterizedTest
    @CsvSource({
        "probe,    0001-01-01T00:00:00Z",
        "test-hello, 0001-01-01T00:00:00Z",
        "probe,    9999-12-31T23:59:59Z",
        "test-hello, 9999-12-31T23:59:59Z",
        "probe,    0000-01-01T00:00:00.1234567891234Z",
        "test-hello, +999999999-01-01T00:00:00Z",
        "test-hello, -999999999-01-01T00:00:00Z"
    })
    void aJobWithAnOddTimeIsDoneAndItsSlotIsFree(String type, String time) {
        String data = type.equals("probe") ? COMPLETE : "{\"name\":\"you\"}";
        String event = Jobs.event(UUID.randomUUID().toString(), type, data);
        normal.send(event.replaceFirst("\\{", "{\"time\":\"" + time + "\","));

        allIsDone();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            probe    | {"behaviour":"COMPLETE"}
            probe    | {"behaviour":"FAIL"}
            test-hello | {"name":"you"}
            """)
    void aBrokenMeterKeepsNoJobFromItsEnd(String type, String data) {
        BrokenRegistry broken = new BrokenRegistry();
        Metrics.globalRegistry.add(broken);
        try {
            Jobs.send(normal, type, data);

            allIsDone();
        } finally {
            Metrics.globalRegistry.remove(broken);
        }
    }

    @Test
    void aBrokenMeterKeepsNoRejectedJobFromTheDeadLetterQueue() {
        BrokenRegistry broken = new BrokenRegistry();
        Metrics.globalRegistry.add(broken);
        try {
            Jobs.send(normal, "probe", "{\"behaviour\":\"REJECT\"}");
            Jobs.send(normal, "probe", "{\"behaviour\":\"DANCE\"}");

            await().until(() -> normal.deadLetters() == 2 && normal.depth() == 0);
        } finally {
            Metrics.globalRegistry.remove(broken);
        }
    }

    @Test
    void aBrokenLogKeepsNoJobFromItsEnd() {
        Logger log = Logger.getLogger("dev.sluice.consumer.job");
        Filter before = log.getFilter();
        log.setFilter(line -> {
            throw new IllegalStateException("a broken filter");
        });
        try {
            Jobs.send(normal, "probe", COMPLETE);
            Jobs.send(normal, "probe", "{\"behaviour\":\"FAIL\"}");
            Jobs.send(normal, "probe", "{\"behaviour\":\"REJECT\"}");
            normal.send("no job at all");

            await().until(() -> normal.deadLetters() == 2 && normal.depth() == 0);
        } finally {
            log.setFilter(before);
        }
    }

    @Test
    void aBlockingHandlerWhoseExceptionCannotSayWhyKeepsNoSlot() {
        Jobs.send(normal, "speechless", "{}");

        allIsDone();
    }

    @Test
    void noForeignTextForgesALogLineOrMakesItEndless() {
        String forged = "1\\r\\n2026-11-30 00:00:00,000 INFO forged\\u001b[2J\\u2028\\u202e" + "x".repeat(100_000);
        try (LogLines log = LogLines.of("dev.sluice.consumer.job")) {
            normal.send(Jobs.event(forged, "probe", COMPLETE));
            normal.send(Jobs.event(forged, "probe", "{\"behaviour\":\"DANCE\"}"));
            normal.send(Jobs.event("2", "probe", "{\"behaviour\":\"FAIL_WITH_TOO_MANY_WORDS\"}"));
            normal.send(Jobs.event("3", forged, "{}"));
            normal.send(forged);

            await().until(() -> log.count("completed") == 2
                    && log.count("is invalid; moving it") == 1
                    && log.count("failed after") == 1
                    && log.count("No handler for job") == 1
                    && log.count("is not a valid job") == 1);
            assertThat(log.texts()).allSatisfy(text -> assertThat(text)
                    .hasSizeLessThan(4_000)
                    .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\u2028\\u2029]"));
            assertThat(log.fields("1??2026-11-30 00:00:00,000 INFO forged?[2J??xxx")
                            .get("jobId"))
                    .startsWith("1??2026-11-30")
                    .hasSizeLessThan(300);
        }
    }

    @Test
    void whateverElseIsLoggedIsOneLineToo() {
        ExtLogRecord line = new ExtLogRecord(Level.INFO, "one\nforged", ObserversTest.class.getName());

        assertThat(InitialConfigurator.DELAYED_HANDLER.getHandlers())
                .filteredOn(ConsoleHandler.class::isInstance)
                .singleElement()
                .satisfies(console -> console.getFilter().isLoggable(line));

        assertThat(line.getMessage()).isEqualTo("one\\nforged");
    }

    private void allIsDone() {
        await().until(() -> normal.depth() == 0 && running.count() == 0);
        assertThat(normal.deadLetters()).isZero();
    }
}
