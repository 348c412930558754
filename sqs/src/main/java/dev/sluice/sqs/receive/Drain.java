package dev.sluice.sqs.receive;

import java.time.Duration;
import java.util.List;

import dev.sluice.sqs.loop.Loop;

/**
 * The orderly end of a channel: watches until the last message is settled, and sees to it that the end comes in time.
 */
final class Drain {

    /**
     * A poll at a queue with messages answers within this time, and to cut it off would leave those messages hidden until
     * their visibility timeout. One that is older waits at an empty queue, has nothing to lose, and is aborted at once. It is
     * longer than a second so that a poll that waits a second ends by itself: aborted in that very moment, it could still
     * take a message that is given back.
     */
    private static final Duration POLL_ANSWERS = Duration.ofMillis(1_500);
    /** For the answers to the last deletes, after the grace period. */
    static final Duration LAST_ANSWERS = Duration.ofSeconds(3);

    private static final Duration LOOK = Duration.ofMillis(10);

    private final Loop loop;
    private final List<QueueReceiver> receivers;
    private final Runnable done;
    private final long graceEnd;
    private final long end;
    private boolean givenBack;

    Drain(Loop loop, List<QueueReceiver> receivers, Duration grace, Runnable done) {
        this.loop = loop;
        this.receivers = receivers;
        this.done = done;
        this.graceEnd = System.nanoTime() + grace.toNanos();
        this.end = graceEnd + LAST_ANSWERS.toNanos();
    }

    void begin() {
        look();
    }

    private void look() {
        long now = System.nanoTime();
        receivers.forEach(QueueReceiver::stop);
        receivers.forEach(receiver -> receiver.abortPolls(POLL_ANSWERS));
        if (now - graceEnd >= 0 && !givenBack) {
            givenBack = true;
            receivers.forEach(QueueReceiver::giveBackAll);
        }
        if (isEmpty() || now - end >= 0) {
            done.run();
        } else {
            loop.schedule(LOOK, this::look);
        }
    }

    private boolean isEmpty() {
        return receivers.stream()
                .allMatch(receiver ->
                        receiver.pollsUnderWay() == 0 && receiver.held() == 0 && receiver.unanswered() == 0);
    }
}
