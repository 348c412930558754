package dev.sluice.sqs.receive;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.helpers.Subscriptions;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.sluice.sqs.SqsQuotas;
import dev.sluice.sqs.configuration.IncomingSettings;
import dev.sluice.sqs.loop.CoalescedTask;
import dev.sluice.sqs.loop.Loop;
import dev.sluice.sqs.queue.QueueHealth;
import dev.sluice.sqs.queue.SqsQueue;
import dev.sluice.sqs.receive.lease.Lease;
import dev.sluice.sqs.receive.order.QueueScheduler;
import dev.sluice.sqs.receive.poll.Demand;
import dev.sluice.sqs.wire.SqsEndpoint;

/**
 * An incoming channel: a stream of the messages of one or several queues, for one subscriber. What the subscriber asks
 * for is the room that the polls fill, so backpressure reaches as far as the queue. Nothing but the order to stop ends
 * the stream.
 */
public final class IncomingChannel implements Flow.Publisher<Message<?>>, Flow.Subscription, AutoCloseable {

    private final Loop loop;
    private final IncomingSettings settings;
    private final List<QueueReceiver> receivers;
    private final QueueScheduler<QueueReceiver> scheduler;
    private final Demand demand = new Demand();
    /** However many requests and polls come together, one emission serves them all. */
    private final CoalescedTask emission;

    private volatile Flow.Subscriber<? super Message<?>> subscriber;
    private boolean stopped;

    /**
     * @param loop the channel's own
     * @param meters counts what happens here
     */
    public IncomingChannel(Loop loop, SqsEndpoint endpoint, IncomingSettings settings, MeterRegistry meters) {
        this.loop = loop;
        this.settings = settings;
        this.emission = new CoalescedTask(loop, this::emit);
        this.receivers = settings.queues().stream()
                .map(queue -> new QueueReceiver(
                        loop,
                        endpoint,
                        new SqsQueue(endpoint.sdk(), queue, meters),
                        settings,
                        meters,
                        demand,
                        emission))
                .toList();
        this.scheduler = QueueScheduler.of(settings.order(), receivers, QueueReceiver::hasNext);
    }

    public List<SqsQueue> queues() {
        return receivers.stream().map(QueueReceiver::queue).toList();
    }

    /** What is known of the queues' dead-letter queues: in order, unless something else has turned out. */
    public List<QueueHealth> deadLetterHealths() {
        return receivers.stream()
                .map(receiver -> receiver.settlement().deadLetterHealth())
                .toList();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Message<?>> downstream) {
        if (subscriber != null) {
            Subscriptions.fail(downstream, new IllegalStateException("A sluice-sqs channel has one subscriber"));
            return;
        }
        subscriber = downstream;
        queues().forEach(SqsQueue::probe);
        // Known, as a rule, before the first message that somebody asks about.
        queues().forEach(SqsQueue::maxReceiveCount);
        downstream.onSubscribe(this);
    }

    /** Room for n more messages; may be called from any thread. */
    @Override
    public void request(long n) {
        if (n <= 0) {
            subscriber.onError(new IllegalArgumentException("request(n) needs a positive n, not " + n));
            return;
        }
        long before = demand.add(n);
        // With more room than that nothing waits for it, and every queue is asked for a full batch already.
        if (before < (long) SqsQuotas.BATCH_ENTRIES * receivers.size()) {
            emission.request();
        }
    }

    @Override
    public void cancel() {
        loop.execute(this::stop);
    }

    /**
     * Stops without losing anything: no further poll, what nobody has begun goes back at once, what is being worked on
     * may end within the grace period and goes back after it.
     *
     * @return completed when no message is held any more and every settlement has its answer
     */
    public CompletableFuture<Void> drain() {
        CompletableFuture<Void> drained = new CompletableFuture<>();
        loop.execute(() -> {
            stop();
            new Drain(loop, receivers, settings.drainGrace(), () -> {
                        receivers.forEach(QueueReceiver::close);
                        drained.complete(null);
                    })
                    .begin();
        });
        return drained;
    }

    /** The longest time that {@link #drain} takes, with some seconds for the last answers. */
    public Duration drainLimit() {
        return settings.drainGrace().plus(Drain.LAST_ANSWERS).plusSeconds(1);
    }

    /** Ends the channel's loop; whatever is still held comes back when its visibility timeout ends. */
    @Override
    public void close() {
        loop.close();
    }

    private void stop() {
        stopped = true;
        demand.clear();
        receivers.forEach(QueueReceiver::stop);
    }

    /** Hands over what is ready, as far as it is asked for, and has the queues polled for what is asked for beyond that. */
    private void emit() {
        if (stopped) {
            receivers.forEach(QueueReceiver::stop);
            return;
        }
        for (Delivery next = next(); next != null; ) {
            Delivery current = next;
            demand.take();
            next = next();
            subscriber.onNext(new IncomingMessage(loop, current.receiver, current.lease, next == null));
        }
        receivers.forEach(QueueReceiver::receive);
    }

    /** The message that goes to work next; null when there is none, or no demand. */
    private Delivery next() {
        while (demand.now() > 0) {
            QueueReceiver receiver = scheduler.next();
            if (receiver == null) {
                return null;
            }
            Lease lease = receiver.take();
            if (!lease.isLost()) {
                return new Delivery(receiver, lease);
            }
            receiver.lose(lease);
        }
        return null;
    }

    private record Delivery(QueueReceiver receiver, Lease lease) {}
}
