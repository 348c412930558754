package dev.sluice.dashboard.queue;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ListMessageMoveTasksResultEntry;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Has SQS move dead letters back, and knows how far it is. */
public final class Redrives {

    /** SQS's own bound. */
    public static final int MOST_PER_SECOND = 500;

    private static final String RUNNING = "RUNNING";

    private final SqsClient sqs;

    /** By dead-letter queue: how many messages the redrive that was started last is to move. */
    private final Map<String, Long> started = new ConcurrentHashMap<>();

    Redrives(SqsClient sqs) {
        this.sqs = sqs;
    }

    /**
     * Starts one, unless one runs.
     *
     * @param perSecond 1 to {@link #MOST_PER_SECOND}, or {@code null} for as fast as SQS sees fit
     * @throws SdkException when the SQS does not answer
     */
    void start(QueueDepth queue, Integer perSecond) {
        String deadLetterQueue = queue.deadLetters().name();
        if (queue.deadLetters().moving() != null) {
            return;
        }
        String source = arn(deadLetterQueue);
        String destination = arn(queue.name());
        sqs.startMessageMoveTask(
                task -> task.sourceArn(source).destinationArn(destination).maxNumberOfMessagesPerSecond(perSecond));
        started.put(deadLetterQueue, queue.dead());
    }

    /** How far the one is that was started here; empty when it has ended, or none was. */
    Optional<QueueDepth.Moving> progress(String deadLetterQueue) {
        Long of = started.get(deadLetterQueue);
        if (of == null) {
            return Optional.empty();
        }
        Optional<ListMessageMoveTasksResultEntry> last = last(deadLetterQueue);
        if (last.isEmpty() || !RUNNING.equals(last.get().status())) {
            started.remove(deadLetterQueue, of);
            return Optional.empty();
        }
        Long moved = last.get().approximateNumberOfMessagesMoved();
        return Optional.of(new QueueDepth.Moving(moved == null ? 0 : moved, of));
    }

    private Optional<ListMessageMoveTasksResultEntry> last(String deadLetterQueue) {
        try {
            String source = arn(deadLetterQueue);
            return sqs.listMessageMoveTasks(request -> request.sourceArn(source).maxResults(1)).results().stream()
                    .findFirst();
        } catch (SqsException refused) {
            // The queue is gone, and the redrive with it.
            return Optional.empty();
        }
    }

    private String arn(String queue) {
        String url = sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl();
        return sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
    }
}
