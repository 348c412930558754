package dev.sluice.worker.telemetry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.sluice.worker.Configs;
import dev.sluice.worker.eventloop.WatchThread;
import dev.sluice.worker.probe.LogLines;
import dev.sluice.worker.telemetry.JobLines.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class JobLinesTest {

    private final WatchThread watch = new WatchThread();
    private final JobLines lines = new JobLines(Configs.of(JobLogConfig.class, "log-lines-per-second", "50"), watch);
    private final LogLines log = LogLines.of("dev.sluice.consumer.job");

    @AfterEach
    void close() {
        log.close();
        watch.stop();
    }

    @Test
    void noFailureIsLeftOutForACompletionNorForAnotherTypesFailure() {
        write(Kind.COMPLETED, "", 380);
        write(Kind.RETRIED, "webhook", 140);
        write(Kind.RETRIED, "checksum", 50);
        write(Kind.DEAD, "webhook", 50);

        assertThat(log.count("of COMPLETED")).isLessThan(380);
        assertThat(log.count("of RETRIED webhook")).isLessThan(140);
        assertThat(log.count("of RETRIED checksum")).isEqualTo(50);
        assertThat(log.count("of DEAD webhook")).isEqualTo(50);
    }

    @Test
    void whatIsLeftOutIsToldAsANumberAlsoWhenNoFurtherLineComes() {
        write(Kind.COMPLETED, "", 380);
        write(Kind.RETRIED, "webhook", 140);
        write(Kind.DEAD, "webhook", 120);

        await().until(() -> log.count("of COMPLETED") + leftOut("completed jobs") == 380);
        await().until(() -> log.count("of RETRIED") + leftOut("retried jobs of type webhook") == 140);
        await().until(() -> log.count("of DEAD") + leftOut("dead letters of type webhook") == 120);
    }

    @Test
    void whatIsLeftOutIsToldBeforeTheEnd() {
        write(Kind.NO_JOB, JobLines.NO_TYPE, 160);

        lines.end();

        assertThat(log.count("of NO_JOB") + leftOut("invalid messages")).isEqualTo(160);
    }

    private long leftOut(String what) {
        String beginning = "Log lines suppressed for " + what + ": ";
        return log.texts().stream()
                .filter(text -> text.startsWith(beginning))
                .mapToLong(text -> Long.parseLong(text.substring(beginning.length())))
                .sum();
    }

    private void write(Kind kind, String type, int count) {
        for (int i = 0; i < count; i++) {
            lines.write(kind, type, JobFields.NONE, null, "of %s %s", kind.name(), type);
        }
    }
}
