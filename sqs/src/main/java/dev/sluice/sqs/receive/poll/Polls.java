package dev.sluice.sqs.receive.poll;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

import software.amazon.awssdk.services.sqs.model.Message;

import dev.sluice.sqs.loop.Loop;

/** Keeps a queue's polls going, as its {@link Poller} says, whatever becomes of what they bring. All on the loop. */
public final class Polls {

    private final Loop loop;
    private final Poller poller;
    private final IntSupplier room;
    private final Consumer<PollResult> taker;

    /**
     * @param room how many messages may come, those that were asked for already included
     * @param taker takes what each poll has brought; if it fails, the polls go on all the same
     */
    public Polls(Loop loop, Poller poller, IntSupplier room, Consumer<PollResult> taker) {
        this.loop = loop;
        this.poller = poller;
        this.room = room;
        this.taker = taker;
    }

    /** Starts what polls may be under way now; to be called again when there may be more room. */
    public void start() {
        while (poller.mayStart()) {
            Optional<Poll> started = poller.start(room.getAsInt());
            if (started.isEmpty()) {
                return;
            }
            Poll poll = started.get();
            poll.answer().whenComplete((messages, failure) -> loop.execute(() -> ended(poll, messages, failure)));
        }
    }

    private void ended(Poll poll, List<Message> messages, Throwable failure) {
        PollResult result = poller.ended(poll, messages, failure);
        // First of all: a pause that nobody ends would be the end of the polls.
        pause(result.pause());
        try {
            taker.accept(result);
        } finally {
            start();
        }
    }

    private void pause(Duration pause) {
        if (pause.isPositive()) {
            loop.schedule(pause, () -> {
                poller.resume();
                start();
            });
        }
    }
}
