package dev.sluice.sqs.receive;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.helpers.Subscriptions;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.sluice.sqs.SqsQuotas;
import dev.sluice.sqs.configuration.IncomingSettings;
import dev.sluice.sqs.loop.Loop;
import dev.sluice.sqs.queue.QueueHealth;
import dev.sluice.sqs.queue.SqsQueue;
import dev.sluice.sqs.receive.lease.Lease;
import dev.sluice.sqs.receive.order.QueueScheduler;
import dev.sluice.sqs.wire.MessageClient;

/**
 * An incoming channel: a stream of the messages of one or several queues, for one subscriber. What the subscriber asks
 * for is the room that the polls fill, so backpressure reaches as far as the queue. Nothing but the order to stop ends
 * the stream.
 */
public final class IncomingChannel implements Flow.Publisher<Message<?>>, Flow.Subscription, AutoCloseable {

    private final Loop loop;
    private final IncomingSettings settings;
    private final List<QueueReceiver> intakes;
    private final QueueScheduler<QueueReceiver> turns;
    private final AtomicLong demand = new AtomicLong();
    private final AtomicBoolean emissionQueued = new AtomicBoolean();
    private volatile Flow.Subscriber<? super Message<?>> subscriber;
    private boolean stopped;

    /**
     * @param loop the channel's own
     * @param meters counts what happens here
     */
    public IncomingChannel(Loop loop, MessageClient client, IncomingSettings settings, MeterRegistry meters) {
        this.loop = loop;
        this.settings = settings;
        this.intakes = settings.queues().stream()
                .map(queue -> new QueueReceiver(
                        loop,
                        client,
                        new SqsQueue(client.sdk(), queue, meters),
                        settings,
                        meters,
                        this::demandNow,
                        this::queueEmission))
                .toList();
        this.turns = QueueScheduler.of(settings.order(), intakes, QueueReceiver::hasNext);
    }

    public List<SqsQueue> queues() {
        return intakes.stream().map(QueueReceiver::queue).toList();
    }

    /** What is known of the queues' dead-letter queues: in order, unless something else has turned out. */
    public List<QueueHealth> deadLetterHealths() {
        return intakes.stream()
                .map(intake -> intake.settlement().deadLetterHealth())
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
        long before = demand.getAndAccumulate(n, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
        // With more room than that nothing waits for it, and every queue is asked for a full batch already.
        if (before < (long) SqsQuotas.BATCH_ENTRIES * intakes.size()) {
            queueEmission();
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
            new Drain(loop, intakes, settings.drainGrace(), () -> {
                        intakes.forEach(QueueReceiver::close);
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
        demand.set(0);
        intakes.forEach(QueueReceiver::stop);
    }

    private int demandNow() {
        return (int) Math.min(demand.get(), Integer.MAX_VALUE / 2);
    }

    /** However many requests and arrivals come together, one look serves them all. */
    private void queueEmission() {
        if (emissionQueued.compareAndSet(false, true)) {
            loop.execute(this::emit);
        }
    }

    private void emit() {
        emissionQueued.set(false);
        if (stopped) {
            intakes.forEach(QueueReceiver::stop);
            return;
        }
        for (Delivery next = next(); next != null; ) {
            Delivery current = next;
            demand.decrementAndGet();
            next = next();
            subscriber.onNext(new IncomingMessage(loop, current.intake, current.lease, next != null));
        }
        intakes.forEach(QueueReceiver::poll);
    }

    /** The message that goes to work next; null when there is none, or no demand. */
    private Delivery next() {
        while (demand.get() > 0) {
            QueueReceiver intake = turns.next();
            if (intake == null) {
                return null;
            }
            Lease lease = intake.take();
            if (!lease.isLost()) {
                return new Delivery(intake, lease);
            }
            intake.settlement().lose(lease);
        }
        return null;
    }

    private record Delivery(QueueReceiver intake, Lease lease) {}
}
