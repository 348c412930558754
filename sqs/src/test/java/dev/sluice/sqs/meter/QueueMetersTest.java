package dev.sluice.sqs.meter;

import java.util.Arrays;
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

import dev.sluice.sqs.SqsMeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class QueueMetersTest {

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

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final QueueMeters meters = new QueueMeters(registry, "jobs");

    @Test
    void countsTimesAndMeasuresUnderTheQueuesName() {
        meters.recorder(SqsMeter.RECEIVED).record(3);
        meters.recorder(SqsMeter.RECEIVED).increment();
        meters.recorder(SqsMeter.PUBLISH_TIME).record(2e9);
        meters.recorder(SqsMeter.BATCH_FILL).record(10);

        assertThat(registry.get("sluice.messages.received")
                        .tag("queue", "jobs")
                        .counter()
                        .count())
                .isEqualTo(4);
        assertThat(registry.get("sluice.publish.time").timer().totalTime(TimeUnit.SECONDS))
                .isEqualTo(2);
        assertThat(registry.get("sluice.publish.batch").summary().totalAmount()).isEqualTo(10);
    }

    @Test
    void tellsRequestsApartByTheirOperation() {
        meters.recorder(SqsMeter.SQS_REQUESTS, "ReceiveMessage").record(3);

        assertThat(registry.get("sluice.sqs.requests")
                        .tag("queue", "jobs")
                        .tag("operation", "ReceiveMessage")
                        .counter()
                        .count())
                .isEqualTo(3);
    }

    @Test
    void aRegistryThatFailsIsNobodysTrouble() {
        QueueMeters broken = new QueueMeters(new Broken(), "jobs");

        assertThatCode(() -> {
                    broken.recorder(SqsMeter.RECEIVED).increment();
                    broken.recorder(SqsMeter.PUBLISH_TIME).record(1);
                    broken.recorder(SqsMeter.BATCH_FILL).record(10);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void aGaugeMeasuresTheLastOfItsSources() {
        meters.gauge(SqsMeter.HELD, 1, Integer::doubleValue);
        new QueueMeters(registry, "others").gauge(SqsMeter.HELD, 2, Integer::doubleValue);
        meters.gauge(SqsMeter.HELD, 3, Integer::doubleValue);

        assertThat(registry.get("sluice.messages.held")
                        .tag("queue", "jobs")
                        .gauge()
                        .value())
                .isEqualTo(3);
        assertThat(registry.get("sluice.messages.held").gauges()).hasSize(2);
    }

    @Test
    void refusesAWrongNumberOfTagsAndAWrongKind() {
        assertThatThrownBy(() -> meters.recorder(SqsMeter.SQS_REQUESTS)).hasMessageContaining("operation");
        assertThatThrownBy(() -> meters.recorder(SqsMeter.HELD)).hasMessageContaining("gauge");
    }

    @Test
    void namesEachMeterOnceAndTagsItWithTheQueue() {
        assertThat(Arrays.stream(SqsMeter.values()).map(SqsMeter::key))
                .doesNotHaveDuplicates()
                .allMatch(key -> key.matches("sluice\\.[a-z]+(\\.[a-z]+)+"));
        assertThat(SqsMeter.values()).allMatch(meter -> meter.tags().getFirst().equals("queue"));
    }

    @Test
    void anObservationThatFailsHasAResultAllTheSame() {
        assertThat(FaultBarrier.call(
                        () -> {
                            throw new StackOverflowError("made up");
                        },
                        "nothing"))
                .isEqualTo("nothing");
        assertThatCode(() -> FaultBarrier.run(() -> {
                    throw new IllegalStateException("made up");
                }))
                .doesNotThrowAnyException();
    }
}
