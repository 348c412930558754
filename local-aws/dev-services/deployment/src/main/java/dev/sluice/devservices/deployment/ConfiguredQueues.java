package dev.sluice.devservices.deployment;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.microprofile.config.Config;

import dev.sluice.localaws.QueueSpec;

/** The queues that an application's configuration names, so that nobody has to list them a second time. */
final class ConfiguredQueues {

    static final String CONNECTOR = "sluice-sqs";

    /** Only a quoted channel name may contain dots; {@code incoming.jobs.failure.queue} is no channel's queue. */
    private static final Pattern CHANNEL_PROPERTY =
            Pattern.compile("(mp\\.messaging\\.(?:incoming|outgoing)\\.(\"[^\"]+\"|[^.\"]+))\\.(queue|connector)");

    private ConfiguredQueues() {}

    /**
     * Finds the queues of all channels on the {@code sluice-sqs} connector, and the extra ones.
     *
     * <p>A channel without a {@code connector} counts, since Quarkus attaches the only connector there is; one with
     * the connector and without a {@code queue} has the queue that is named like it. A URL is no name: such a queue
     * is someone else's. A dead-letter queue comes with its queue, also when a channel names it too.
     *
     * @return by name, each once
     * @throws IllegalArgumentException when SQS would refuse a queue
     */
    static List<QueueSpec> in(Config config, SluiceDevServicesConfig settings) {
        Set<String> names = new TreeSet<>();
        for (String property : config.getPropertyNames()) {
            Matcher channel = CHANNEL_PROPERTY.matcher(property);
            if (channel.matches()) {
                namesOf(channel.group(1), channel.group(2), config).forEach(names::add);
            }
        }
        settings.queues().ifPresent(names::addAll);

        List<QueueSpec> queues = names.stream()
                .map(name -> new QueueSpec(name, settings.maxReceiveCount(), settings.visibilityTimeout()))
                .toList();
        Set<String> deadLetterQueues =
                queues.stream().map(QueueSpec::deadLetterQueueName).collect(Collectors.toSet());
        return queues.stream()
                .filter(queue -> !deadLetterQueues.contains(queue.name()))
                .toList();
    }

    private static Stream<String> namesOf(String prefix, String channel, Config config) {
        String connector = value(prefix + ".connector", CONNECTOR, config);
        if (!connector.equals(CONNECTOR)) {
            return Stream.empty();
        }
        String queues = value(prefix + ".queue", channel.replace("\"", ""), config);
        return Arrays.stream(queues.split(","))
                .map(String::trim)
                .filter(name -> !name.isEmpty() && !name.contains("://"));
    }

    private static String value(String property, String otherwise, Config config) {
        return config.getOptionalValue(property, String.class).orElse(otherwise);
    }
}
