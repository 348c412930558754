package dev.sluice.meters;

import java.util.Arrays;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SluiceMeterTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void namesEachMeterOnceAndWithThePrefix() {
        assertThat(Arrays.stream(SluiceMeter.values()).map(SluiceMeter::key))
                .doesNotHaveDuplicates()
                .allMatch(key -> key.matches("sluice\\.[a-z]+(\\.[a-z]+)+"));
    }

    @Test
    void makesAMeterWithItsDimensions() {
        SluiceMeter.SQS_REQUESTS.counter(registry, "jobs", "ReceiveMessage").increment(3);

        assertThat(registry.get("sluice.sqs.requests")
                        .tag("queue", "jobs")
                        .tag("operation", "ReceiveMessage")
                        .counter()
                        .count())
                .isEqualTo(3);
    }

    @Test
    void aGaugeMeasuresTheLastOfItsSources() {
        SluiceMeter.HELD.gauge(registry, 1, Integer::doubleValue, "jobs");
        SluiceMeter.HELD.gauge(registry, 2, Integer::doubleValue, "others");

        SluiceMeter.HELD.gauge(registry, 3, Integer::doubleValue, "jobs");

        assertThat(registry.get("sluice.messages.held")
                        .tag("queue", "jobs")
                        .gauge()
                        .value())
                .isEqualTo(3);
        assertThat(registry.get("sluice.messages.held").gauges()).hasSize(2);
    }

    @Test
    void refusesAWrongNumberOfDimensionsAndAWrongKind() {
        assertThatThrownBy(() -> SluiceMeter.SQS_REQUESTS.counter(registry, "jobs"))
                .hasMessageContaining("OPERATION");
        assertThatThrownBy(() -> SluiceMeter.CAPACITY.counter(registry)).hasMessageContaining("GAUGE");
    }
}
