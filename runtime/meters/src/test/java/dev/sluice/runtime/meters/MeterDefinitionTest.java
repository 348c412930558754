package dev.sluice.runtime.meters;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MeterDefinitionTest {

    private static final MeterDefinition CAPACITY =
            MeterDefinition.gauge("sluice.slots.capacity", "Maximum concurrent jobs of a worker");
    private static final MeterDefinition HELD = MeterDefinition.gauge(
            "sluice.messages.held", "Messages that a worker has received but not settled", "queue");
    private static final MeterDefinition SQS_REQUESTS = MeterDefinition.counter(
            "sluice.sqs.requests", "Requests to SQS, each of which is billed", "queue", "operation");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void makesAMeterWithItsDimensions() {
        SQS_REQUESTS.counter(registry, "jobs", "ReceiveMessage").increment(3);

        assertThat(registry.get("sluice.sqs.requests")
                        .tag("queue", "jobs")
                        .tag("operation", "ReceiveMessage")
                        .counter()
                        .count())
                .isEqualTo(3);
    }

    @Test
    void aGaugeMeasuresTheLastOfItsSources() {
        HELD.gauge(registry, 1, Integer::doubleValue, "jobs");
        HELD.gauge(registry, 2, Integer::doubleValue, "others");

        HELD.gauge(registry, 3, Integer::doubleValue, "jobs");

        assertThat(registry.get("sluice.messages.held")
                        .tag("queue", "jobs")
                        .gauge()
                        .value())
                .isEqualTo(3);
        assertThat(registry.get("sluice.messages.held").gauges()).hasSize(2);
    }

    @Test
    void refusesAWrongNumberOfDimensionsAndAWrongKind() {
        assertThatThrownBy(() -> SQS_REQUESTS.counter(registry, "jobs")).hasMessageContaining("operation");
        assertThatThrownBy(() -> CAPACITY.counter(registry)).hasMessageContaining("GAUGE");
    }

    @Test
    void refusesANameThatWouldNotGoToCloudWatch() {
        assertThatThrownBy(() -> MeterDefinition.counter("jobs.completed", "Completed jobs"))
                .hasMessageContaining("sluice.");
    }
}
