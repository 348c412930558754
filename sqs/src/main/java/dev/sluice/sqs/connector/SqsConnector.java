package dev.sluice.sqs.connector;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.annotations.ConnectorAttribute;
import io.smallrye.reactive.messaging.annotations.ConnectorAttribute.Direction;
import io.smallrye.reactive.messaging.connector.InboundConnector;
import io.smallrye.reactive.messaging.connector.OutboundConnector;
import io.smallrye.reactive.messaging.health.HealthReport;
import io.smallrye.reactive.messaging.health.HealthReporter;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.jboss.logging.Logger;

import dev.sluice.sqs.loop.LoopGroup;
import dev.sluice.sqs.queue.SqsQueue;
import dev.sluice.sqs.receive.IncomingChannel;
import dev.sluice.sqs.send.OutgoingChannel;
import dev.sluice.sqs.wire.SqsEndpoint;

/**
 * The {@code sluice-sqs} connector: channels that end in Amazon SQS.
 *
 * <p>{@code mp.messaging.incoming.CHANNEL.*} and {@code mp.messaging.outgoing.CHANNEL.*} take the attributes below.
 */
@Singleton
@Connector(SqsConnector.NAME)
@ConnectorAttribute(
        name = "queue",
        type = "string",
        direction = Direction.INCOMING_AND_OUTGOING,
        description =
                "Queue name or URL; by default, the channel's name. Incoming channels take several, separated by commas, highest priority first")
@ConnectorAttribute(
        name = "weights",
        type = "string",
        direction = Direction.INCOMING,
        description =
                "Comma-separated integers from 1, one per queue, by which queues take turns, such as 4,1. Without weights, priority is strict, and later queues may starve")
@ConnectorAttribute(
        name = "visibility-timeout",
        type = "int",
        direction = Direction.INCOMING,
        defaultValue = "30",
        description =
                "Seconds, 1 to 43200, that a receive or lease extension hides a message: the time until messages of a failed process return")
@ConnectorAttribute(
        name = "lease-limit",
        type = "int",
        direction = Direction.INCOMING,
        defaultValue = "43200",
        description = "Maximum lease, 1 to 43200 seconds from the receive")
@ConnectorAttribute(
        name = "wait-time",
        type = "int",
        direction = Direction.INCOMING,
        defaultValue = "20",
        description = "Long-polling wait, 0 to 20 seconds; 20 costs least")
@ConnectorAttribute(
        name = "max-polls",
        type = "int",
        direction = Direction.INCOMING,
        defaultValue = "8",
        description = "Maximum concurrent polls per queue; more than one is used only while batches are full")
@ConnectorAttribute(
        name = "max-prefetch",
        type = "int",
        direction = Direction.INCOMING,
        defaultValue = "100",
        description =
                "Maximum messages per queue held beyond the demand; the actual number depends on throughput, and is 0 for slow consumers")
@ConnectorAttribute(
        name = "poll-pause",
        type = "int",
        direction = Direction.INCOMING,
        defaultValue = "20",
        description = "Milliseconds between polls after an incomplete batch; longer pauses mean fewer requests")
@ConnectorAttribute(
        name = "settle-linger",
        type = "int",
        direction = Direction.INCOMING,
        defaultValue = "50",
        description = "Milliseconds that deletes and visibility changes wait to be batched")
@ConnectorAttribute(
        name = "drain-grace",
        type = "int",
        direction = Direction.INCOMING,
        defaultValue = "25",
        description = "Seconds that messages in progress have on shutdown before they return to the queue")
@ConnectorAttribute(
        name = "renew-at-stop",
        type = "boolean",
        direction = Direction.INCOMING,
        defaultValue = "false",
        description =
                "Whether, on shutdown, messages not started are replaced with new ones, so that returning costs no receive; not for FIFO queues")
@ConnectorAttribute(
        name = "linger",
        type = "int",
        direction = Direction.OUTGOING,
        defaultValue = "10",
        description = "Milliseconds that messages wait to be batched while another request is in flight")
@ConnectorAttribute(
        name = "timeout",
        type = "int",
        direction = Direction.OUTGOING,
        defaultValue = "1200",
        description = "Milliseconds until an unacknowledged message fails")
@ConnectorAttribute(
        name = "max-pending",
        type = "int",
        direction = Direction.OUTGOING,
        defaultValue = "5000",
        description = "Maximum unacknowledged messages; further ones wait upstream")
@ConnectorAttribute(
        name = "max-requests",
        type = "int",
        direction = Direction.OUTGOING,
        defaultValue = "16",
        description = "Maximum concurrent send requests")
public class SqsConnector implements InboundConnector, OutboundConnector, HealthReporter {

    public static final String NAME = "sluice-sqs";

    private static final Logger LOG = Logger.getLogger(SqsConnector.class);

    private final SqsEndpoint endpoint;
    private final LoopGroup loops;
    private final MeterRegistry meters;
    private final List<IncomingChannel> incoming = new CopyOnWriteArrayList<>();
    private final List<OutgoingChannel> outgoing = new CopyOnWriteArrayList<>();
    private volatile List<CompletableFuture<Void>> drains = List.of();

    @Inject
    SqsConnector(SqsEndpoint endpoint, LoopGroup loops, MeterRegistry meters) {
        this.endpoint = endpoint;
        this.loops = loops;
        this.meters = meters;
    }

    @Override
    public Flow.Publisher<? extends Message<?>> getPublisher(Config config) {
        var configuration = new SqsConnectorIncomingConfiguration(config);
        var channel = new IncomingChannel(loops.loop(), endpoint, ChannelSettings.incoming(configuration), meters);
        incoming.add(channel);
        return channel;
    }

    @Override
    public Flow.Subscriber<? extends Message<?>> getSubscriber(Config config) {
        var configuration = new SqsConnectorOutgoingConfiguration(config);
        var channel = new OutgoingChannel(loops.loop(), endpoint, ChannelSettings.outgoing(configuration), meters);
        outgoing.add(channel);
        return channel;
    }

    /** The queues that the incoming channels drain, in the order of the configuration. */
    public List<SqsQueue> drainedQueues() {
        return incoming.stream().flatMap(channel -> channel.queues().stream()).toList();
    }

    /**
     * The application is stopping: receives nothing more. Before anybody else hears of it, so that no poll takes again what is
     * given back then.
     */
    void stopReceiving(
            @Observes(notifyObserver = Reception.IF_EXISTS) @Priority(Interceptor.Priority.PLATFORM_BEFORE)
                    ShutdownEvent stopping) {
        drains = incoming.stream().map(IncomingChannel::drain).toList();
    }

    /** Waits for what is under way, within the grace period. */
    void drain(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent stopping) {
        outgoing.forEach(OutgoingChannel::stop);
        long limit = incoming.stream()
                .mapToLong(channel -> channel.drainLimit().toMillis())
                .max()
                .orElse(0);
        try {
            CompletableFuture.allOf(drains.toArray(CompletableFuture[]::new)).get(limit, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warnf("Messages not settled within %d s of shutdown; SQS redelivers them", limit / 1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.error("Failed to drain channels; SQS redelivers their messages", e.getCause());
        }
    }

    @PreDestroy
    void close() {
        incoming.forEach(IncomingChannel::close);
        outgoing.forEach(OutgoingChannel::close);
    }

    /**
     * Ready when every queue's last answer was a good one; says which queue is in trouble and why. Of dead-letter queues only
     * those are named that cannot be used.
     */
    @Override
    public HealthReport getReadiness() {
        var report = HealthReport.builder();
        Stream.concat(
                        incoming.stream().flatMap(channel -> channel.queues().stream()),
                        outgoing.stream().map(OutgoingChannel::queue))
                .map(SqsQueue::health)
                .forEach(health -> report.add(health.queue(), health.isOk(), health.trouble()));
        incoming.stream()
                .flatMap(channel -> channel.deadLetterHealths().stream())
                .filter(health -> !health.isOk())
                .forEach(health -> report.add(health.queue(), false, health.trouble()));
        return report.build();
    }
}
