package dev.sluice.devservices.deployment;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

import dev.sluice.localaws.QueueSpec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConfiguredQueuesTest {

    @Test
    void theQueuesOfChannelsOnTheConnectorAreTaken() {
        assertThat(names(Map.of(
                        "mp.messaging.incoming.work.connector", "sluice-sqs",
                        "mp.messaging.incoming.work.queue", "jobs-high, jobs-normal",
                        "mp.messaging.outgoing.high.connector", "sluice-sqs",
                        "mp.messaging.outgoing.high.queue", "jobs-high",
                        "mp.messaging.outgoing.\"dotted.name\".connector", "sluice-sqs",
                        "mp.messaging.outgoing.\"dotted.name\".queue", "dotted")))
                .containsExactly("dotted", "jobs-high", "jobs-normal");
    }

    @Test
    void aChannelOnAnotherConnectorIsLeftOut() {
        assertThat(names(Map.of(
                        "mp.messaging.incoming.rabbit.connector", "smallrye-rabbitmq",
                        "mp.messaging.incoming.rabbit.queue", "carrots")))
                .isEmpty();
    }

    @Test
    void aChannelWithoutAConnectorCountsBecauseQuarkusAttachesTheOnlyOne() {
        assertThat(names(Map.of("mp.messaging.incoming.work.queue", "jobs"))).containsExactly("jobs");
    }

    @Test
    void aChannelWithoutAQueueHasTheOneNamedLikeIt() {
        assertThat(names(Map.of("mp.messaging.incoming.work.connector", "sluice-sqs")))
                .containsExactly("work");
    }

    @Test
    void anAttributeThatEndsLikeAQueueIsNone() {
        assertThat(names(Map.of("mp.messaging.incoming.work.failure.queue", "elsewhere")))
                .isEmpty();
    }

    @Test
    void aUrlIsSomeoneElsesQueue() {
        assertThat(names(
                        Map.of("mp.messaging.incoming.work.queue", "https://sqs.eu-central-1.amazonaws.com/1/a, jobs")))
                .containsExactly("jobs");
    }

    @Test
    void aDeadLetterQueueThatAChannelNamesGetsNoneOfItsOwn() {
        assertThat(names(Map.of(
                        "mp.messaging.incoming.work.queue", "jobs.fifo",
                        "mp.messaging.outgoing.rejected.queue", "jobs-dlq.fifo")))
                .containsExactly("jobs.fifo");
    }

    @Test
    void extraQueuesAndTheSettingsOfAllAreConfigured() {
        assertThat(queues(Map.of(
                        "sluice.dev-services.queues", "b,a",
                        "sluice.dev-services.max-receive-count", "7",
                        "sluice.dev-services.visibility-timeout", "5S")))
                .containsExactly(
                        new QueueSpec("a", 7, Duration.ofSeconds(5)), new QueueSpec("b", 7, Duration.ofSeconds(5)));
    }

    @Test
    void theDefaultsAreThoseOfAQueueThatIsOnlyNamed() {
        assertThat(queues(Map.of("mp.messaging.incoming.work.queue", "jobs"))).containsExactly(QueueSpec.named("jobs"));
    }

    @Test
    void aNameThatSqsWouldRefuseIsRefused() {
        assertThatThrownBy(() -> names(Map.of("mp.messaging.incoming.work.queue", "my jobs")))
                .hasMessageContaining("'my jobs'");
    }

    private static List<String> names(Map<String, String> properties) {
        return queues(properties).stream().map(QueueSpec::name).toList();
    }

    private static List<QueueSpec> queues(Map<String, String> properties) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .withMapping(SluiceDevServicesConfig.class)
                .build();
        return ConfiguredQueues.in(config, config.getConfigMapping(SluiceDevServicesConfig.class));
    }
}
