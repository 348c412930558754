package dev.sluice.sqs.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;

import dev.sluice.sqs.SqsFailure;
import dev.sluice.sqs.loop.CoalescedTask;
import dev.sluice.sqs.loop.Loop;
import dev.sluice.sqs.queue.Backoff;
import dev.sluice.sqs.queue.OperationHealth;

/**
 * Turns single entries into batch requests. Entries wait briefly, leave packed by count and bytes, and each gets its
 * own answer; only an entry that failed is tried again, until its time is up. Sending, deleting and changing
 * visibility are three uses of it.
 *
 * <p>After a failure that is not an entry's own fault everything pauses for a while, because all entries go to the same
 * queue. A request that was refused whole for its content is taken apart, so that one bad entry cannot take nine good
 * ones with it.
 *
 * @param <E> an entry
 * @param <R> what an entry that succeeded gets back
 */
public final class Batcher<E, R> {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    /** Entries that come together expire together; a timer for each would cost more than it is worth. */
    private static final long NOTABLE_DIFFERENCE = Duration.ofMillis(100).toNanos();
    /** The queue may do one thing and fail at another: their turns must not become a busy loop. */
    private static final long LEAST_PAUSE_IN_HURRY = Duration.ofMillis(200).toNanos();

    private final Loop loop;
    private final BatchCall<E, R> call;
    private final BatchPolicy policy;
    private final ToIntFunction<E> weigher;
    private final OperationHealth health;

    private final Queue<BatchEntry<E, R>> arrivals = new ConcurrentLinkedQueue<>();
    private final CoalescedTask takingArrivals;
    private final AtomicInteger unanswered = new AtomicInteger();

    // Below: touched on the loop only.
    private final PendingEntries<E, R> pending;
    private final Linger linger;
    private final AnswerHealth<R> answerHealth;
    private final Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
    private int requests;

    private boolean draining;
    private long pausedUntil = System.nanoTime();
    private long failedAt = pausedUntil;
    private Loop.Timer timer;
    private long timerAt;

    /**
     * @param weigher an entry's size in bytes, as SQS counts it
     * @param health told of each request's success or failure
     */
    public Batcher(
            Loop loop, BatchCall<E, R> call, BatchPolicy policy, ToIntFunction<E> weigher, OperationHealth health) {
        this.loop = loop;
        this.takingArrivals = new CoalescedTask(loop, this::takeArrivals);
        this.call = call;
        this.policy = policy;
        this.weigher = weigher;
        this.health = health;
        this.pending = new PendingEntries<>(policy);
        this.linger = new Linger(policy.linger());
        this.answerHealth = new AnswerHealth<>(health);
        health.onReached(() -> loop.execute(this::hurry));
    }

    /**
     * Hands over an entry; may be called from any thread.
     *
     * @param timeToLive how long it is worth trying
     * @return the entry's answer, completed on the loop; fails with {@link EntryFailedException} when the entry is at
     *     fault, with {@link EntryExpiredException} when its time is up
     */
    public CompletableFuture<R> submit(E value, Duration timeToLive) {
        return submit(value, DuePacing.NEVER, timeToLive);
    }

    /**
     * Hands over an entry that ought to be answered before a certain time; a request may be repeated for it without harm.
     *
     * @param due when that time comes; until then requests and pauses are shorter
     * @param timeToLive how long it is worth trying
     * @return as {@link #submit(Object, Duration)} does
     */
    public CompletableFuture<R> submit(E value, Duration due, Duration timeToLive) {
        return submit(value, due.toNanos(), timeToLive);
    }

    private CompletableFuture<R> submit(E value, long untilDue, Duration timeToLive) {
        long now = System.nanoTime();
        BatchEntry<E, R> entry =
                new BatchEntry<>(value, weigher.applyAsInt(value), now, untilDue, now + timeToLive.toNanos());
        unanswered.incrementAndGet();
        entry.answer.whenComplete((result, failure) -> unanswered.decrementAndGet());
        arrivals.add(entry);
        takingArrivals.request();
        return entry.answer;
    }

    /** Entries that have no answer yet, waiting or under way. */
    public int unanswered() {
        return unanswered.get();
    }

    /** From now on nothing waits for company: for the time between the decision to stop and the last answer. */
    public void drain() {
        loop.execute(() -> {
            draining = true;
            dispatch();
        });
    }

    private void takeArrivals() {
        for (BatchEntry<E, R> entry = arrivals.poll(); entry != null; entry = arrivals.poll()) {
            pending.add(entry);
        }
        dispatch();
    }

    private void dispatch() {
        long now = System.nanoTime();
        pending.removeExpired(now).forEach(BatchEntry::expire);
        while (!pending.isEmpty() && requests < policy.maxRequests() && now - pausedUntil >= 0) {
            var batch = mayLeave(now) ? pending.takeAny() : pending.takeFull().orElse(null);
            if (batch == null) {
                break;
            }
            send(batch, now);
        }
        wakeUpInTime(now);
    }

    private boolean mayLeave(long now) {
        return draining || (policy.eager() && requests == 0) || now - pending.oldest().submittedAt >= linger.nanos();
    }

    private void send(List<BatchEntry<E, R>> batch, long now) {
        requests++;
        CompletableFuture<List<Answer<R>>> answers;
        try {
            answers = request(batch, now);
        } catch (Throwable e) {
            // An error, too, must give the entries back and free the request's place.
            answers = CompletableFuture.failedFuture(e);
        }
        answers.whenComplete((list, failure) -> loop.execute(() -> {
            requests--;
            linger.answered(System.nanoTime() - now);
            if (failure == null) {
                settle(batch, list);
            } else {
                settle(batch, SqsFailure.unwrap(failure));
            }
            dispatch();
        }));
    }

    private CompletableFuture<List<Answer<R>>> request(List<BatchEntry<E, R>> batch, long now) {
        // The one that has waited longest must not end the request for the others: those would be sent once more,
        // although SQS may have taken them. Its own time ends while the request goes on.
        long timeLeft =
                batch.stream().mapToLong(entry -> entry.deadline - now).max().orElseThrow();
        long untilDue =
                batch.stream().mapToLong(entry -> entry.untilDue(now)).min().orElseThrow();
        long longest = Math.min(policy.callTimeout().toNanos(), DuePacing.timeout(untilDue));
        Duration timeout = Duration.ofNanos(Math.max(1_000_000, Math.min(timeLeft, longest)));
        List<E> values = batch.stream().map(entry -> entry.value).toList();
        expireInTime(batch, now, now + Math.min(timeLeft - NOTABLE_DIFFERENCE, timeout.toNanos()));
        return call.send(values, timeout);
    }

    /**
     * Gives up those under way whose time is over before the request's.
     *
     * @param end what ends later than this ends with the request
     */
    private void expireInTime(List<BatchEntry<E, R>> batch, long now, long end) {
        batch.stream().filter(entry -> entry.isExpired(now)).forEach(BatchEntry::expire);
        batch.stream()
                .filter(entry -> !entry.answer.isDone())
                .mapToLong(entry -> entry.deadline - now)
                .min()
                .ifPresent(left -> {
                    if (now + left - end < 0) {
                        loop.schedule(Duration.ofNanos(left), () -> expireInTime(batch, System.nanoTime(), end));
                    }
                });
    }

    private void settle(List<BatchEntry<E, R>> batch, List<Answer<R>> answers) {
        answerHealth.read(answers);
        List<BatchEntry<E, R>> again = new ArrayList<>(0);
        for (int i = 0; i < batch.size(); i++) {
            BatchEntry<E, R> entry = batch.get(i);
            switch (answers.get(i)) {
                case Answer.Done<R>(R result) -> entry.answer.complete(result);
                case Answer.Failed<R> failed
                when failed.isFinal() -> entry.answer.completeExceptionally(new EntryFailedException(failed));
                case Answer.Failed<R> failed -> {
                    entry.lastFailure = new EntryFailedException(failed);
                    again.add(entry);
                }
            }
        }
        if (again.isEmpty()) {
            backoff.reset();
        } else {
            tryAgain(again);
        }
    }

    private void settle(List<BatchEntry<E, R>> batch, Throwable failure) {
        if (!SqsFailure.isRequestAtFault(failure)) {
            health.failed(failure);
            batch.forEach(entry -> entry.lastFailure = failure);
            tryAgain(batch);
        } else if (batch.size() > 1) {
            batch.forEach(entry -> entry.alone = true);
            pending.putBack(batch);
        } else {
            batch.getFirst().answer.completeExceptionally(failure);
        }
    }

    private void tryAgain(List<BatchEntry<E, R>> batch) {
        long now = System.nanoTime();
        pending.putBack(batch.stream().filter(entry -> !entry.answer.isDone()).toList());
        pending.mostUrgentFirst(now);
        long untilDue = pending.isEmpty() ? DuePacing.NEVER : pending.oldest().untilDue(now);
        pausedUntil = now + Math.min(backoff.next().toNanos(), DuePacing.pause(untilDue));
        failedAt = now;
    }

    /** Something has got through to the queue that was out of reach: what waits for the end of its pause need not. */
    private void hurry() {
        long soon = failedAt + LEAST_PAUSE_IN_HURRY;
        if (pausedUntil - soon > 0) {
            pausedUntil = soon;
        }
        dispatch();
    }

    /** Sees to it that {@link #dispatch} runs again when the first of these is due: linger, pause, an entry's end. */
    private void wakeUpInTime(long now) {
        pending.removeExpired(now).forEach(BatchEntry::expire);
        if (pending.isEmpty()) {
            return;
        }
        long lingerEnd = pending.oldest().submittedAt + linger.nanos();
        long next = now - pausedUntil < 0 ? pausedUntil : lingerEnd;
        if (requests >= policy.maxRequests() || next - pending.firstDeadline() > 0 || next - now <= 0) {
            next = pending.firstDeadline();
        }
        if (timer != null && timerAt - next <= 0 && timerAt - now > 0) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        timerAt = next;
        timer = loop.schedule(Duration.ofNanos(Math.max(0, next - now) + 999_999), this::onTimer);
    }

    private void onTimer() {
        timer = null;
        dispatch();
    }
}
