package dev.sluice.sqs.configuration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ForeignChannelsTest {

    private static final Map<String, String> WORKER = Map.of("mp.messaging.incoming.jobs.connector", "sluice-sqs");
    private static final Map<String, String> PRODUCER = Map.of(
            "mp.messaging.outgoing.jobs-high.connector", "sluice-sqs",
            "mp.messaging.outgoing.\"jobs.low\".connector", "sluice-sqs");

    @Test
    void aWorkerSeesNoChannelOfAProducer() {
        SmallRyeConfig config =
                config(WORKER, "MP_MESSAGING_OUTGOING_JOBS_HIGH_QUEUE", "mp.messaging.outgoing.x.queue");

        assertThat(names(config)).filteredOn(name -> name.startsWith("mp.")).containsExactlyElementsOf(WORKER.keySet());
    }

    @Test
    void aProducerSeesNoChannelOfAWorker() {
        SmallRyeConfig config = config(PRODUCER, "MP_MESSAGING_INCOMING_JOBS_DRAIN_GRACE");

        assertThat(names(config))
                .filteredOn(name -> name.startsWith("mp."))
                .containsExactlyInAnyOrderElementsOf(PRODUCER.keySet());
    }

    @Test
    void aVariableForAChannelWithAHyphenMakesNoSecondChannelAndHasItsEffect() {
        SmallRyeConfig config = config(
                PRODUCER, "MP_MESSAGING_OUTGOING_JOBS_HIGH_MAX_PENDING", "MP_MESSAGING_OUTGOING__JOBS_LOW__QUEUE");

        assertThat(names(config))
                .noneMatch(name -> name.startsWith("mp.messaging.outgoing.jobs."))
                .contains("mp.messaging.outgoing.\"jobs.low\".queue");
        assertThat(config.getValue("mp.messaging.outgoing.jobs-high.max-pending", String.class))
                .isEqualTo("value");
    }

    @Test
    void aTypingMistakeInTheServicesOwnDirectionStaysInSight() {
        assertThat(names(config(WORKER, "MP_MESSAGING_INCOMING_JOB_QUEUE")))
                .contains("mp.messaging.incoming.job.queue");
        assertThat(names(config(PRODUCER, "MP_MESSAGING_OUTGOING_JOBS_HI_QUEUE")))
                .contains("mp.messaging.outgoing.jobs.hi.queue");
    }

    @Test
    void whatIsNoSettingOfAChannelIsLeftAlone() {
        assertThat(names(config(WORKER, "MP_MESSAGING_EMITTER_DEFAULT_BUFFER_SIZE", "SLUICE_PRODUCER_SOURCE")))
                .contains("mp.messaging.emitter.default.buffer.size", "sluice.producer.source");
    }

    private static List<String> names(SmallRyeConfig config) {
        List<String> names = new ArrayList<>();
        config.getPropertyNames().forEach(names::add);
        return names;
    }

    private static SmallRyeConfig config(Map<String, String> application, String... variables) {
        Map<String, String> environment = new HashMap<>();
        for (String variable : variables) {
            environment.put(variable, "value");
        }
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(application, "application", 250))
                .withSources(new EnvConfigSource(environment, 300))
                .withInterceptors(new ForeignChannels())
                .build();
    }
}
