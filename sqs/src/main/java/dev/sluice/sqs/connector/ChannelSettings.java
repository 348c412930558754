package dev.sluice.sqs.connector;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.sluice.sqs.configuration.IncomingSettings;
import dev.sluice.sqs.configuration.OutgoingSettings;
import dev.sluice.sqs.configuration.QueueOrder;

/** Reads a channel's attributes; a wrong one fails the start with its name. */
final class ChannelSettings {

    private ChannelSettings() {}

    static IncomingSettings incoming(SqsConnectorIncomingConfiguration config) {
        return naming(
                config.getChannel(),
                () -> new IncomingSettings(
                        list(config.getQueue().orElse(config.getChannel())),
                        order(config.getWeights()),
                        Duration.ofSeconds(config.getVisibilityTimeout()),
                        Duration.ofSeconds(config.getLeaseLimit()),
                        Duration.ofSeconds(config.getWaitTime()),
                        config.getMaxPolls(),
                        config.getMaxPrefetch(),
                        Duration.ofMillis(config.getPollPause()),
                        Duration.ofMillis(config.getSettleLinger()),
                        Duration.ofSeconds(config.getDrainGrace()),
                        config.getRenewAtStop()));
    }

    static OutgoingSettings outgoing(SqsConnectorOutgoingConfiguration config) {
        return naming(
                config.getChannel(),
                () -> new OutgoingSettings(
                        config.getQueue().orElse(config.getChannel()),
                        Duration.ofMillis(config.getLinger()),
                        Duration.ofMillis(config.getTimeout()),
                        config.getMaxPending(),
                        config.getMaxRequests()));
    }

    private static QueueOrder order(Optional<String> weights) {
        return weights.<QueueOrder>map(text -> new QueueOrder.Weighted(
                        list(text).stream().map(Integer::valueOf).toList()))
                .orElseGet(QueueOrder.Strict::new);
    }

    private static List<String> list(String text) {
        return Stream.of(text.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private static <T> T naming(String channel, Supplier<T> settings) {
        try {
            return settings.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Channel %s: %s".formatted(channel, e.getMessage()), e);
        }
    }
}
