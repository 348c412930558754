package dev.sluice.sqs.connector;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import org.eclipse.microprofile.context.spi.ContextManagerProvider;
import org.eclipse.microprofile.reactive.messaging.Message;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

import dev.sluice.sqs.OutgoingSqsMetadata;
import dev.sluice.sqs.SqsMeter;
import dev.sluice.sqs.configuration.IncomingSettings;
import dev.sluice.sqs.configuration.OutgoingSettings;
import dev.sluice.sqs.configuration.QueueOrder;
import dev.sluice.sqs.loop.LoopGroup;
import dev.sluice.sqs.queue.SqsQueue;
import dev.sluice.sqs.receive.IncomingChannel;
import dev.sluice.sqs.send.OutgoingChannel;
import dev.sluice.sqs.wire.SqsEndpoint;

/** Channels without a container around them: a client, an event loop, and what a subscriber saw. */
final class Channels implements AutoCloseable {

    static {
        // Its lazy initialization is not safe when tests begin side by side.
        ContextManagerProvider.instance();
    }

    /** Shared, as the client and the channels of a service share one. */
    private static final LoopGroup LOOPS = new LoopGroup(1, "test-sqs");

    private final LoopGroup loops;
    private final SqsEndpoint endpoint;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<IncomingChannel> incoming = new CopyOnWriteArrayList<>();
    private final List<OutgoingChannel> outgoing = new CopyOnWriteArrayList<>();

    Channels(URI endpoint) {
        this(endpoint, LOOPS);
    }

    /** @param loops not the shared ones, where a test puts them at risk */
    Channels(URI endpoint, LoopGroup loops) {
        this(endpoint, StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")), loops);
    }

    Channels(URI endpoint, AwsCredentialsProvider credentials) {
        this(endpoint, credentials, LOOPS);
    }

    private Channels(URI endpoint, AwsCredentialsProvider credentials, LoopGroup loops) {
        this.loops = loops;
        this.endpoint = SqsClientProducer.create(
                SqsAsyncClient.builder()
                        .endpointOverride(endpoint)
                        .region(Region.EU_CENTRAL_1)
                        .credentialsProvider(credentials),
                NettyNioAsyncHttpClient.builder().connectionTimeout(Duration.ofSeconds(1)),
                loops);
    }

    SqsAsyncClient client() {
        return endpoint.sdk();
    }

    SqsQueue queue(String name) {
        return new SqsQueue(endpoint.sdk(), name, meters);
    }

    static IncomingSettings settings(String... queues) {
        return settings(new QueueOrder.Strict(), Duration.ofSeconds(30), queues);
    }

    static IncomingSettings settings(QueueOrder order, Duration visibility, String... queues) {
        return new IncomingSettings(
                List.of(queues),
                order,
                visibility,
                Duration.ofHours(12),
                Duration.ofSeconds(2),
                4,
                100,
                Duration.ofMillis(20),
                Duration.ofMillis(50),
                Duration.ofSeconds(3),
                false);
    }

    /** Settings with which messages that nobody has begun are sent anew at the end. */
    static IncomingSettings renewing(String queue) {
        return stopping(queue, settings(queue).drainGrace(), true);
    }

    /** Settings with which jobs have this long to end. */
    static IncomingSettings ending(String queue, Duration grace) {
        return stopping(queue, grace, false);
    }

    private static IncomingSettings stopping(String queue, Duration grace, boolean renewing) {
        IncomingSettings settings = settings(queue);
        return new IncomingSettings(
                settings.queues(),
                settings.order(),
                settings.visibilityTimeout(),
                settings.leaseLimit(),
                settings.pollWait(),
                settings.maxPolls(),
                settings.maxPrefetch(),
                settings.pollPause(),
                settings.settleLinger(),
                grace,
                renewing);
    }

    IncomingChannel incoming(IncomingSettings settings) {
        IncomingChannel channel = new IncomingChannel(loops.loop(), endpoint, settings, meters);
        incoming.add(channel);
        return channel;
    }

    /** A subscriber that has asked for this many messages. */
    static AssertSubscriber<Message<?>> subscribe(IncomingChannel channel, long demand) {
        AssertSubscriber<Message<?>> subscriber = AssertSubscriber.create(demand);
        channel.subscribe(subscriber);
        return subscriber;
    }

    /** An outgoing channel and a way into it; patient, for tests on a busy machine. */
    Outlet outgoing(String queue) {
        return outgoing(queue, Duration.ofSeconds(10));
    }

    /** An outgoing channel that gives a message up after the time-out. */
    Outlet outgoing(String queue, Duration timeout) {
        OutgoingChannel channel = new OutgoingChannel(
                loops.loop(),
                endpoint,
                new OutgoingSettings(queue, Duration.ofMillis(10), timeout, 10_000, 16),
                meters);
        outgoing.add(channel);
        return new Outlet(channel);
    }

    @Override
    public void close() {
        var drains = new ArrayList<CompletableFuture<Void>>();
        incoming.forEach(channel -> drains.add(channel.drain()));
        CompletableFuture.allOf(drains.toArray(CompletableFuture[]::new))
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        incoming.forEach(IncomingChannel::close);
        outgoing.forEach(channel -> {
            channel.stop();
            channel.close();
        });
        endpoint.close();
    }

    /** What a counter says, all queues together. */
    double count(SqsMeter meter) {
        return meters.get(meter.key()).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** What a gauge says, all queues together. */
    double value(SqsMeter meter) {
        return meters.get(meter.key()).gauges().stream()
                .mapToDouble(Gauge::value)
                .sum();
    }

    /** Requests by this name, as the channels count them. */
    double requests(String operation) {
        return meters.get(SqsMeter.SQS_REQUESTS.key()).tag("operation", operation).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** Sends single messages and answers when each is acknowledged. */
    static final class Outlet {

        private final OutgoingChannel channel;

        private Outlet(OutgoingChannel channel) {
            this.channel = channel;
            channel.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {}

                @Override
                public void cancel() {}
            });
        }

        OutgoingChannel channel() {
            return channel;
        }

        CompletableFuture<Void> send(String body) {
            return send(body, OutgoingSqsMetadata.NONE);
        }

        CompletableFuture<Void> send(String body, OutgoingSqsMetadata metadata) {
            CompletableFuture<Void> answer = new CompletableFuture<>();
            channel.onNext(Message.of(
                            body,
                            () -> {
                                answer.complete(null);
                                return CompletableFuture.completedFuture(null);
                            },
                            failure -> {
                                answer.completeExceptionally(failure);
                                return CompletableFuture.completedFuture(null);
                            })
                    .addMetadata(metadata));
            return answer;
        }
    }

    /** Hands each message to the action and asks for as many as the concurrency leaves room for. */
    static void handle(IncomingChannel channel, int concurrency, Function<Message<?>, CompletableFuture<?>> action) {
        Multi.createFrom()
                .publisher(channel)
                .onItem()
                .transformToUni(message -> Uni.createFrom()
                        .completionStage(action.apply(message))
                        .onFailure()
                        .recoverWithNull())
                .merge(concurrency)
                .subscribe()
                .with(ignored -> {});
    }
}
