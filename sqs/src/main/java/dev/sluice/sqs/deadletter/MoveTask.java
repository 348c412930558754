package dev.sluice.sqs.deadletter;

import java.time.Instant;
import java.util.Optional;

import software.amazon.awssdk.services.sqs.model.ListMessageMoveTasksResultEntry;

import dev.sluice.sqs.queue.QueueArn;

/**
 * A message move task of SQS: a redrive, running or over.
 *
 * @param status SQS' word: {@code RUNNING}, {@code COMPLETED}, {@code CANCELLING}, {@code CANCELLED} or {@code FAILED}
 * @param destination the name of the queue that gets the messages; empty when each goes where it came from
 * @param ratePerSecond the most messages in a second; empty when SQS chooses
 * @param moved messages moved so far, approximately
 * @param toMove messages that were to be moved when the task began; empty as long as SQS has not said it
 * @param failure why it failed, in SQS' words
 * @param handle what SQS calls a running task by
 */
public record MoveTask(
        String status,
        Optional<String> destination,
        Optional<Integer> ratePerSecond,
        long moved,
        Optional<Long> toMove,
        Instant startedAt,
        Optional<String> failure,
        Optional<String> handle) {

    static final String RUNNING = "RUNNING";
    static final String CANCELLING = "CANCELLING";

    /** Whether it moves messages now, so that SQS would refuse a second one. */
    public boolean isRunning() {
        return status.equals(RUNNING);
    }

    static MoveTask of(ListMessageMoveTasksResultEntry task) {
        return new MoveTask(
                task.status(),
                Optional.ofNullable(task.destinationArn())
                        .map(arn -> QueueArn.of(arn).name()),
                Optional.ofNullable(task.maxNumberOfMessagesPerSecond()),
                task.approximateNumberOfMessagesMoved() == null ? 0 : task.approximateNumberOfMessagesMoved(),
                Optional.ofNullable(task.approximateNumberOfMessagesToMove()),
                Instant.ofEpochMilli(task.startedTimestamp() == null ? 0 : task.startedTimestamp()),
                Optional.ofNullable(task.failureReason()),
                Optional.ofNullable(task.taskHandle()));
    }

    /** One that SQS has just begun; what there is to move it tells later. */
    static MoveTask begun(String destination, Optional<Integer> ratePerSecond, String handle) {
        return new MoveTask(
                RUNNING,
                Optional.of(destination),
                ratePerSecond,
                0,
                Optional.empty(),
                Instant.now(),
                Optional.empty(),
                Optional.of(handle));
    }

    /** The same task after SQS has agreed to end it. */
    MoveTask cancelling(Long movedInTheEnd) {
        return new MoveTask(
                CANCELLING,
                destination,
                ratePerSecond,
                movedInTheEnd == null ? moved : movedInTheEnd,
                toMove,
                startedAt,
                failure,
                handle);
    }
}
