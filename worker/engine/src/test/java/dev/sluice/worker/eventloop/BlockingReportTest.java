package dev.sluice.worker.eventloop;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.sluice.worker.job.HandlerBinding;
import dev.sluice.worker.job.JobRules;
import dev.sluice.worker.probe.LogLines;
import dev.sluice.worker.probe.Probe;
import dev.sluice.worker.probe.ProbeHandler;

import static org.assertj.core.api.Assertions.assertThat;

class BlockingReportTest {

    private final AtomicLong clock = new AtomicLong();
    private final BlockingReport report = new BlockingReport(clock::get);
    private final LogLines log = LogLines.of("dev.sluice.consumer.job");

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void namesAHandlerOnceAMinuteAndCountsTheRest() {
        blocks(5);
        assertThat(log.count("ProbeHandler of job type probe has blocked event loop loop-1 for 600 ms"))
                .isEqualTo(1);
        assertThat(log.count("more times")).isZero();
        assertThat(log.thrownWith("has blocked event loop")).hasToString("the stack of loop-1");

        clock.addAndGet(Duration.ofMinutes(1).toNanos());
        blocks(1);

        assertThat(log.count("has blocked event loop")).isEqualTo(2);
        assertThat(log.count("4 more times")).isEqualTo(1);
    }

    private void blocks(int times) {
        HandlerBinding<Probe> handling = new HandlerBinding<>(
                "probe",
                Probe.class,
                new ProbeHandler(),
                new JobRules(1, Optional.empty(), Duration.ofMinutes(1), Duration.ZERO, Duration.ZERO));
        for (int i = 0; i < times; i++) {
            report.blocks(
                    handling,
                    "loop-1",
                    Duration.ofMillis(600).toNanos(),
                    Thread.currentThread().getStackTrace());
        }
    }
}
