package dev.sluice.sqs.receive.poll;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import software.amazon.awssdk.services.sqs.model.Message;

import dev.sluice.sqs.SqsQuotas;
import dev.sluice.sqs.configuration.IncomingSettings;
import dev.sluice.sqs.loop.Loop;
import dev.sluice.sqs.queue.Backoff;
import dev.sluice.sqs.queue.OperationHealth;
import dev.sluice.sqs.queue.SqsOperation;
import dev.sluice.sqs.wire.QueueClient;

/**
 * Says when to ask a queue for messages and for how many: for as many as there is room for, and never for more. Several polls run
 * at once only while the queue gives full batches; one waits at a queue that is empty. After a failure it backs off and comes
 * back by itself. All on the loop.
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

    private final QueueClient client;
    private final OperationHealth health;
    private final IncomingSettings settings;
    private final BacklogAge backlog = new BacklogAge(System::currentTimeMillis);
    private final Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
    private final PauseDetector pauses = new PauseDetector(System.nanoTime());
    private final Loop.Timer looks;

    private final Set<Poll> polls = new HashSet<>();
    private int asked;
    private int allowed = 1;
    private boolean paused;
    private boolean stopped;

    public Poller(Loop loop, QueueClient client, IncomingSettings settings) {
        this.client = client;
        this.health = client.queue().health().about(SqsOperation.RECEIVE);
        this.settings = settings;
        this.looks = loop.every(PauseDetector.LOOK, () -> pauses.look(System.nanoTime()));
    }

    /** Whether another poll may start, if there is room for what it brings. */
    public boolean mayStart() {
        return !stopped && !paused && polls.size() < allowed;
    }

    /**
     * Starts another poll, to be followed by {@link #ended}.
     *
     * @param room how many messages may come, those that were asked for already included
     * @return empty when there is too little room to be worth a request
     */
    public Optional<Poll> start(int room) {
        int free = room - asked;
        boolean worthwhile = free >= SqsQuotas.BATCH_ENTRIES || (free > 0 && polls.isEmpty());
        if (!worthwhile) {
            return Optional.empty();
        }
        int count = Math.min(free, SqsQuotas.BATCH_ENTRIES);
        Duration wait = health.isOk() ? waitOfNext() : Duration.ZERO;
        Duration patience = health.hasFailed() ? TROUBLE_TIMEOUT : ANSWER_TIMEOUT;
        long now = System.nanoTime();
        Poll poll = new Poll(
                count, wait, now, client.receive(count, wait, settings.visibilityTimeout(), wait.plus(patience)));
        polls.add(poll);
        asked += count;
        return Optional.of(poll);
    }

    /**
     * A poll is over.
     *
     * @param failure null if it has brought messages, or none
     */
    public PollResult ended(Poll poll, List<Message> messages, Throwable failure) {
        polls.remove(poll);
        asked -= poll.count();
        return failure == null ? answered(poll, messages) : failed(poll, failure);
    }

    /** A pause is over. */
    public void resume() {
        paused = false;
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

    /** How long the messages have waited that come now. */
    public BacklogAge backlog() {
        return backlog;
    }

    /** Leaves no timer behind. */
    public void close() {
        looks.cancel();
    }

    private Duration waitOfNext() {
        return polls.isEmpty() || settings.pollWait().compareTo(SHORT_WAIT) < 0 ? settings.pollWait() : SHORT_WAIT;
    }

    private PollResult answered(Poll poll, List<Message> messages) {
        backoff.reset();
        health.ok();
        boolean full = messages.size() == poll.count();
        allowed = full ? Math.min(allowed + 1, settings.maxPolls()) : 1;
        backlog.seen(messages, full);
        long deliveredAt = pauses.deliveredAt(poll.startedAt(), System.nanoTime());
        return new PollResult(messages, deliveredAt, pause(full ? Duration.ZERO : pauseAfter(messages.size(), poll)));
    }

    /**
     * A queue that gave less than was asked for has no more now. Asking again at once would bring the next messages one
     * by one, each at the price of a request. An empty answer before its time (a queue that does not wait or is not
     * told to, a proxy in between) must not make a busy loop.
     */
    private Duration pauseAfter(int messages, Poll poll) {
        if (messages > 0) {
            return settings.pollPause();
        }
        return poll.isAnsweredEarly(FIRST_PAUSE) ? FIRST_PAUSE : Duration.ZERO;
    }

    private PollResult failed(Poll poll, Throwable failure) {
        if (stopped) {
            backlog.seen(List.of(), false);
            return new PollResult(List.of(), 0, Duration.ZERO);
        }
        allowed = 1;
        if (!poll.isAborted()) {
            health.failed(failure);
        }
        return new PollResult(List.of(), 0, paused ? Duration.ZERO : pause(backoff.next()));
    }

    /** Begins a pause unless there is one. */
    private Duration pause(Duration duration) {
        if (paused || duration.isZero()) {
            return Duration.ZERO;
        }
        paused = true;
        return duration;
    }
}
