package dev.sluice.sqs.receive.poll;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

import software.amazon.awssdk.services.sqs.model.Message;

import dev.sluice.sqs.SqsQuotas;
import dev.sluice.sqs.configuration.IncomingSettings;
import dev.sluice.sqs.loop.Loop;
import dev.sluice.sqs.queue.Backoff;
import dev.sluice.sqs.queue.OperationHealth;
import dev.sluice.sqs.queue.SqsOperation;
import dev.sluice.sqs.queue.SqsQueue;
import dev.sluice.sqs.wire.MessageClient;

/**
 * Asks a queue for as many messages as there is room for, and never for more. Several polls run at once only while the
 * queue gives full batches; one waits at a queue that is empty. After a failure it backs off and comes back by itself.
 */
public final class Poller {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    /** With the time-out of a poll in trouble, keeps the return after an outage below five seconds. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    /** A poll beside the first only helps while messages are there, so it need not wait long for them. */
    private static final Duration SHORT_WAIT = Duration.ofSeconds(1);
    /** What a request may take beyond the wait that it asks for. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);
    /**
     * In trouble a poll only has to find out whether the queue is back: one that hangs would miss that it is. The first polls of
     * a process are not in trouble but slow, and to give one up hides what the queue has just given it.
     */
    private static final Duration TROUBLE_TIMEOUT = Duration.ofSeconds(2);

    private final Loop loop;
    private final MessageClient client;
    private final SqsQueue queue;
    private final OperationHealth health;
    private final IncomingSettings settings;
    private final IntSupplier room;
    private final Consumer<PollResult> sink;
    private final Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);

    private final PauseDetector sleep = new PauseDetector(System.nanoTime());
    private final Loop.Timer looks;
    private final Set<Poll> polls = new HashSet<>();
    private int asked;
    private int allowed = 1;
    private boolean paused;
    private boolean stopped;

    /**
     * @param room how many messages may come, those that were asked for already included
     * @param sink takes what a poll has brought, on the loop
     */
    public Poller(
            Loop loop,
            MessageClient client,
            SqsQueue queue,
            IncomingSettings settings,
            IntSupplier room,
            Consumer<PollResult> sink) {
        this.loop = loop;
        this.client = client;
        this.queue = queue;
        this.health = queue.health().about(SqsOperation.RECEIVE);
        this.settings = settings;
        this.room = room;
        this.sink = sink;
        this.looks = loop.every(PauseDetector.LOOK, () -> sleep.look(System.nanoTime()));
    }

    /** Looks whether there is reason and room for another poll. */
    public void poll() {
        while (!stopped && !paused && polls.size() < allowed) {
            int free = room.getAsInt() - asked;
            boolean worthwhile = free >= SqsQuotas.BATCH_ENTRIES || (free > 0 && polls.isEmpty());
            if (!worthwhile) {
                return;
            }
            start(Math.min(free, SqsQuotas.BATCH_ENTRIES));
        }
    }

    public int underWay() {
        return polls.size();
    }

    /** Starts no further poll. */
    public void stop() {
        stopped = true;
    }

    /**
     * Ends the polls that have waited this long at the queue: the application stops, or another request has found that the
     * queue cannot be used. A poll would otherwise wait on a dead connection long after the queue is back.
     */
    public void abort(Duration age) {
        long since = System.nanoTime() - age.toNanos();
        for (Poll poll : List.copyOf(polls)) {
            if (poll.startedAt() - since <= 0) {
                poll.abort();
            }
        }
    }

    /** Leaves no timer behind. */
    public void close() {
        looks.cancel();
    }

    private void start(int count) {
        Poll poll = new Poll(count, health.isOk() ? waitOfNext() : Duration.ZERO);
        polls.add(poll);
        asked += count;
        poll.start(client, queue, settings.visibilityTimeout(), health.hasFailed() ? TROUBLE_TIMEOUT : ANSWER_TIMEOUT)
                .whenComplete((messages, failure) -> loop.execute(() -> answered(poll, messages, failure)));
    }

    private Duration waitOfNext() {
        return polls.isEmpty() || settings.pollWait().compareTo(SHORT_WAIT) < 0 ? settings.pollWait() : SHORT_WAIT;
    }

    private void answered(Poll poll, List<Message> messages, Throwable failure) {
        polls.remove(poll);
        asked -= poll.count();
        if (failure != null) {
            failed(poll, failure);
            return;
        }
        backoff.reset();
        health.ok();
        if (messages.size() == poll.count()) {
            allowed = Math.min(allowed + 1, settings.maxPolls());
        } else {
            allowed = 1;
            pauseAfter(messages.size(), poll);
        }
        boolean full = messages.size() == poll.count();
        sink.accept(new PollResult(messages, full, sleep.deliveredAt(poll.startedAt(), System.nanoTime())));
        poll();
    }

    /**
     * A queue that gave less than was asked for has no more now. Asking again at once would bring the next messages one
     * by one, each at the price of a request. An empty answer before its time (a queue that does not wait, a proxy in
     * between) must not make a busy loop.
     */
    private void pauseAfter(int messages, Poll poll) {
        if (messages > 0) {
            pause(settings.pollPause());
        } else if (poll.isAnsweredEarly()) {
            pause(FIRST_PAUSE);
        }
    }

    private void failed(Poll poll, Throwable failure) {
        if (stopped) {
            sink.accept(PollResult.NOTHING);
            return;
        }
        allowed = 1;
        if (!poll.isAborted()) {
            health.failed(failure);
        }
        if (!paused) {
            pause(backoff.next());
        }
    }

    private void pause(Duration duration) {
        if (paused || duration.isZero()) {
            return;
        }
        paused = true;
        loop.schedule(duration, () -> {
            paused = false;
            poll();
        });
    }
}
