package dev.sluice.sqs.batch;

import java.util.List;

import dev.sluice.sqs.queue.OperationHealth;

/** Tells what the answers to batch requests say of the queue: one that grants nothing is no good news. */
final class AnswerHealth<R> {

    /** One entry that SQS stumbles over is no trouble; requests in a row of which nothing succeeds are. */
    private static final int NOTABLE_FAILURES = 3;

    private final OperationHealth health;
    private int requestsInVain;

    AnswerHealth(OperationHealth health) {
        this.health = health;
    }

    /** Reads the answers to one request; before they are passed on, so that whoever gets his finds the health up to date. */
    void read(List<Answer<R>> answers) {
        Answer.Failed<R> failure = null;
        for (Answer<R> answer : answers) {
            switch (answer) {
                case Answer.Done<R> done -> {
                    requestsInVain = 0;
                    health.ok();
                    return;
                }
                case Answer.Failed<R> failed -> failure = failed.isFinal() ? failure : failed;
            }
        }
        if (failure == null) {
            health.answered();
        } else if (++requestsInVain >= NOTABLE_FAILURES || failure.isRefusal()) {
            health.refused("%s (%s)".formatted(failure.message(), failure.code()));
        }
    }
}
