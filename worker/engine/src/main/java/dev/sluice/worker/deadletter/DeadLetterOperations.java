package dev.sluice.worker.deadletter;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.sluice.sqs.SqsFailure;
import dev.sluice.sqs.deadletter.DeadLetters;

/** What an operator can ask for. What changes something is logged, with the address that asked for it. */
@Singleton
public class DeadLetterOperations {

    private static final Logger LOG = Logger.getLogger(DeadLetterOperations.class);

    private final DeadLetters deadLetters;
    private final Json json;

    DeadLetterOperations(DeadLetters deadLetters, Json json) {
        this.deadLetters = deadLetters;
        this.json = json;
    }

    /** All queues. One that cannot be looked up says why, and only if none can the request fails. */
    CompletableFuture<OperatorReply> list(OperatorRequest request) {
        List<String> names = deadLetters.queues();
        List<CompletableFuture<QueueList.Entry>> looks = names.stream()
                .map(name -> deadLetters.queue(name).thenApply(QueueList.Entry::of))
                .toList();
        return CompletableFuture.allOf(looks.toArray(CompletableFuture[]::new)).handle((all, failure) -> {
            if (failure != null && looks.stream().allMatch(CompletableFuture::isCompletedExceptionally)) {
                throw new CompletionException(failure);
            }
            return OperatorReply.ok(new QueueList(IntStream.range(0, names.size())
                    .mapToObj(i -> entry(names.get(i), looks.get(i)))
                    .toList()));
        });
    }

    /** Some dead letters of one queue. */
    CompletableFuture<OperatorReply> look(OperatorRequest request) {
        var bounds = LookRequest.of(request.query());
        return deadLetters.queue(request.queue()).thenCompose(queue -> deadLetters
                .peek(queue, bounds)
                .thenApply(messages -> OperatorReply.ok(MessageList.of(queue, messages))));
    }

    /** The latest redrives of one queue. */
    CompletableFuture<OperatorReply> redrives(OperatorRequest request) {
        return deadLetters.queue(request.queue()).thenCompose(queue -> deadLetters
                .redrives(queue)
                .thenApply(tasks -> OperatorReply.ok(RedriveView.Latest.of(request.queue(), tasks))));
    }

    /** Begins a redrive, if none is under way. */
    CompletableFuture<OperatorReply> redrive(OperatorRequest request) {
        var rate = (request.hasBody() ? json.read(request.body(), RedriveRequest.class) : RedriveRequest.AT_ANY_RATE)
                .rate();
        return deadLetters
                .queue(request.queue())
                .thenCompose(queue -> deadLetters.redrive(queue, rate).thenApply(start -> {
                    if (start.isNew()) {
                        LOG.infof("Redrive to %s begun by %s", request.queue(), request.caller());
                    }
                    return OperatorReply.accepted(RedriveView.Started.of(request.queue(), start));
                }));
    }

    /** Ends the redrive that is under way, if there is one. */
    CompletableFuture<OperatorReply> cancelRedrive(OperatorRequest request) {
        return deadLetters
                .queue(request.queue())
                .thenCompose(queue -> deadLetters.cancelRedrive(queue).thenApply(task -> {
                    if (task.isPresent()) {
                        LOG.infof("Redrive to %s cancelled by %s", request.queue(), request.caller());
                    }
                    return OperatorReply.ok(RedriveView.Cancelled.of(request.queue(), task));
                }));
    }

    /** Deletes all dead letters of one queue. */
    CompletableFuture<OperatorReply> purge(OperatorRequest request) {
        var wish = request.hasBody() ? json.read(request.body(), PurgeRequest.class) : PurgeRequest.UNCONFIRMED;
        return deadLetters.queue(request.queue()).thenCompose(queue -> {
            String doomed = queue.requireDeadLetters().name();
            wish.check(doomed);
            return deadLetters.purge(queue).thenApply(started -> {
                if (started) {
                    LOG.infof("Purge of %s begun by %s", doomed, request.caller());
                }
                return OperatorReply.accepted(new PurgeRequest.Started(request.queue(), doomed, started));
            });
        });
    }

    private static QueueList.Entry entry(String name, CompletableFuture<QueueList.Entry> look) {
        return look.isCompletedExceptionally()
                ? QueueList.Entry.unreadable(name, SqsFailure.describe(look.exceptionNow()))
                : look.resultNow();
    }
}
