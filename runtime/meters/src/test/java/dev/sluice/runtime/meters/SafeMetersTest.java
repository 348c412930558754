package dev.sluice.runtime.meters;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.cumulative.CumulativeCounter;
import io.micrometer.core.instrument.cumulative.CumulativeDistributionSummary;
import io.micrometer.core.instrument.cumulative.CumulativeTimer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class SafeMetersTest {

    private static final MeterDefinition BATCH_FILL =
            MeterDefinition.distribution("sluice.publish.batch", "Messages per send request, 1 to 10", "queue");
    private static final MeterDefinition RECEIVED =
            MeterDefinition.counter("sluice.messages.received", "Messages received", "queue");
    private static final MeterDefinition WAIT_TIME = MeterDefinition.timer(
            "sluice.jobs.wait", "Time from acceptance by SQS to the start of the handler", "queue");

    /** A registry whose meters fail whenever they are to count anything. */
    private static final class Broken extends SimpleMeterRegistry {

        Broken() {
            super(SimpleConfig.DEFAULT, Clock.SYSTEM);
        }

        @Override
        protected Counter newCounter(Meter.Id id) {
            return new CumulativeCounter(id) {
                @Override
                public void increment(double amount) {
                    throw new IllegalStateException("made up");
                }
            };
        }

        @Override
        protected Timer newTimer(Meter.Id id, DistributionStatisticConfig config, PauseDetector pauses) {
            return new CumulativeTimer(id, clock, config, pauses, getBaseTimeUnit()) {
                @Override
                protected void recordNonNegative(long amount, TimeUnit unit) {
                    throw new ArithmeticException("long overflow");
                }
            };
        }

        @Override
        protected DistributionSummary newDistributionSummary(
                Meter.Id id, DistributionStatisticConfig config, double scale) {
            return new CumulativeDistributionSummary(id, clock, config, scale, false) {
                @Override
                protected void recordNonNegative(double amount) {
                    throw new AssertionError("made up");
                }
            };
        }
    }

    @Test
    void aRegistryThatFailsIsNobodysTrouble() {
        Broken broken = new Broken();

        assertThatCode(() -> {
                    RECEIVED.counter(broken, "jobs").increment();
                    WAIT_TIME.timer(broken, "jobs").record(1, TimeUnit.SECONDS);
                    BATCH_FILL.distribution(broken, "jobs").record(10);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void countsInTheRegistryThatWorks() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();

        RECEIVED.counter(registry, "jobs").increment(3);
        WAIT_TIME.timer(registry, "jobs").record(2, TimeUnit.SECONDS);
        BATCH_FILL.distribution(registry, "jobs").record(10);

        assertThat(registry.get("sluice.messages.received").counter().count()).isEqualTo(3);
        assertThat(registry.get("sluice.jobs.wait").timer().totalTime(TimeUnit.SECONDS))
                .isEqualTo(2);
        assertThat(registry.get("sluice.publish.batch").summary().totalAmount()).isEqualTo(10);
        assertThat(RECEIVED.counter(registry, "jobs").count()).isEqualTo(3);
    }

    @Test
    void anObservationThatFailsHasAResultAllTheSame() {
        assertThat(FailSafe.call(
                        () -> {
                            throw new StackOverflowError("made up");
                        },
                        "nothing"))
                .isEqualTo("nothing");
        assertThatCode(() -> FailSafe.run(() -> {
                    throw new IllegalStateException("made up");
                }))
                .doesNotThrowAnyException();
    }
}
