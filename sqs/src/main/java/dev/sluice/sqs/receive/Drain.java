package dev.sluice.sqs.receive;

import java.time.Duration;
import java.util.List;

import dev.sluice.sqs.loop.Loop;

/**
 * The orderly end of a channel: watches until the last message is settled, and sees to it that the end comes in time.
 */
final class Drain {

    /**
     * What a poll under way gets before it is aborted. A poll at a queue with messages answers within this time, and to
     * cut it off would leave those messages hidden until their visibility timeout; one at an empty queue loses nothing.
     */
    private static final Duration POLLS_END = Duration.ofMillis(300);
    /** For the answers to the last deletes, after the grace period. */
    static final Duration LAST_ANSWERS = Duration.ofSeconds(3);

    private static final Duration LOOK = Duration.ofMillis(10);

    private final Loop loop;
    private final List<Intake> intakes;
    private final Runnable done;
    private final long startedAt = System.nanoTime();
    private final long graceEnd;
    private final long end;
    private boolean givenBack;

    Drain(Loop loop, List<Intake> intakes, Duration grace, Runnable done) {
        this.loop = loop;
        this.intakes = intakes;
        this.done = done;
        this.graceEnd = startedAt + grace.toNanos();
        this.end = graceEnd + LAST_ANSWERS.toNanos();
    }

    void begin() {
        look();
    }

    private void look() {
        long now = System.nanoTime();
        if (now - startedAt >= POLLS_END.toNanos()) {
            intakes.forEach(Intake::abortPolls);
        }
        intakes.forEach(Intake::stop);
        if (now - graceEnd >= 0 && !givenBack) {
            givenBack = true;
            intakes.forEach(Intake::giveBackAll);
        }
        if (isEmpty() || now - end >= 0) {
            done.run();
        } else {
            loop.schedule(LOOK, this::look);
        }
    }

    private boolean isEmpty() {
        return intakes.stream()
                .allMatch(intake -> intake.pollsUnderWay() == 0 && intake.held() == 0 && intake.unanswered() == 0);
    }
}
