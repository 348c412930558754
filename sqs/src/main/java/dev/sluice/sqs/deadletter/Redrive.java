package dev.sluice.sqs.deadletter;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.ResourceNotFoundException;

import dev.sluice.sqs.SqsFailure;

/** Moves dead letters back to their queue, by the message move tasks of SQS. */
final class Redrive {

    /** SQS lists no more. */
    private static final int MAX_TASKS = 10;

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final SqsAsyncClient client;

    Redrive(SqsAsyncClient client) {
        this.client = client;
    }

    /** The latest tasks, at most ten, the last one first. */
    CompletableFuture<List<MoveTask>> tasks(QueueState deadLetters) {
        return client.listMessageMoveTasks(request -> request.sourceArn(deadLetters.arn())
                        .maxResults(MAX_TASKS)
                        .overrideConfiguration(override -> override.apiCallTimeout(TIMEOUT)))
                .thenApply(answer -> answer.results().stream().map(MoveTask::of).toList());
    }

    /** Begins to move all dead letters, unless that is under way already. */
    CompletableFuture<RedriveStart> start(QueueState deadLetters, QueueState source, Optional<Integer> rate) {
        return running(deadLetters).thenCompose(running -> running.map(RedriveStart::already)
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> startNow(deadLetters, source, rate)));
    }

    /** Ends the task that is running, if there is one; what it has moved stays moved. */
    CompletableFuture<Optional<MoveTask>> cancel(QueueState deadLetters) {
        return running(deadLetters)
                .thenCompose(running -> running.filter(task -> task.handle().isPresent())
                        .map(this::cancel)
                        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
    }

    /**
     * The destination is named although SQS could find it for what it has moved itself: it cannot for what was sent to the
     * dead-letter queue, as rejected jobs are, and would fail with {@code CouldNotDetermineMessageSource}.
     */
    private CompletableFuture<RedriveStart> startNow(
            QueueState deadLetters, QueueState source, Optional<Integer> rate) {
        return client.startMessageMoveTask(request -> request.sourceArn(deadLetters.arn())
                        .destinationArn(source.arn())
                        .maxNumberOfMessagesPerSecond(rate.orElse(null))
                        .overrideConfiguration(override -> override.apiCallTimeout(TIMEOUT)))
                .thenApply(answer -> RedriveStart.now(MoveTask.begun(source.name(), rate, answer.taskHandle())))
                .exceptionallyCompose(failure -> SqsFailure.isRequestAtFault(failure)
                        ? startedBySomebodyElse(deadLetters, failure)
                        : CompletableFuture.failedFuture(failure));
    }

    /** A second task is refused with an error that says no more than that the request was wrong. */
    private CompletableFuture<RedriveStart> startedBySomebodyElse(QueueState deadLetters, Throwable refusal) {
        return running(deadLetters).thenCompose(running -> running.map(RedriveStart::already)
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> CompletableFuture.failedFuture(refusal)));
    }

    private CompletableFuture<Optional<MoveTask>> running(QueueState deadLetters) {
        return tasks(deadLetters)
                .thenApply(tasks -> tasks.stream().filter(MoveTask::isRunning).findFirst());
    }

    private CompletableFuture<Optional<MoveTask>> cancel(MoveTask task) {
        return client.cancelMessageMoveTask(
                        request -> request.taskHandle(task.handle().orElseThrow())
                                .overrideConfiguration(override -> override.apiCallTimeout(TIMEOUT)))
                .thenApply(answer -> Optional.of(task.cancelling(answer.approximateNumberOfMessagesMoved())))
                .exceptionallyCompose(failure -> hasEnded(failure)
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : CompletableFuture.failedFuture(failure));
    }

    /** It ended between the two requests. */
    private static boolean hasEnded(Throwable failure) {
        return SqsFailure.unwrap(failure) instanceof ResourceNotFoundException;
    }
}
