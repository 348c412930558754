package dev.sluice.dashboard.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/**
 * What is in the dead-letter queues of a local SQS, and what can be done with it. To look is to receive, so messages are
 * hidden for some milliseconds; one at a time, lest a redrive passes over what somebody looks at.
 */
public final class DeadLetterBox {

    /** So many are shown. */
    static final int MOST_SHOWN = 100;

    /** Among so many one is looked for; that takes some seconds. */
    private static final int MOST_SEARCHED = 10_000;

    private static final int BATCH = 10;

    /** If this process ends in the middle, they are there again after that. */
    private static final Duration HIDDEN = Duration.ofSeconds(30);

    private final SqsClient sqs;
    private final Redrives redrives;

    DeadLetterBox(SqsClient sqs, Redrives redrives) {
        this.sqs = sqs;
        this.redrives = redrives;
    }

    /** At most {@link #MOST_SHOWN}, with their beginnings; those that failed last first. */
    public synchronized List<DeadLetterView> look(QueueDepth queue) {
        String url = url(queue.deadLetters().name());
        List<Message> taken = new ArrayList<>();
        try {
            receive(url, MOST_SHOWN, taken, message -> false);
            return taken.stream()
                    .map(message -> DeadLetterView.of(message, DeadLetterView.EXCERPT))
                    .sorted(Comparator.comparing(DeadLetterView::failedAt).reversed())
                    .toList();
        } finally {
            giveBack(url, taken);
        }
    }

    /** One, whole; empty when it is not there, or not now. */
    public synchronized Optional<DeadLetterView> look(QueueDepth queue, String id) {
        String url = url(queue.deadLetters().name());
        List<Message> taken = new ArrayList<>();
        try {
            return find(url, id, taken).map(message -> DeadLetterView.of(message, Integer.MAX_VALUE));
        } finally {
            giveBack(url, taken);
        }
    }

    /**
     * Sends one back to its queue: first it is there, and only then no longer here.
     *
     * @return whether it was found
     */
    public synchronized boolean retry(QueueDepth queue, String id) {
        return remove(queue, id, message -> {
            SendMessageRequest.Builder copy = SendMessageRequest.builder()
                    .queueUrl(url(queue.name()))
                    .messageBody(message.body())
                    .messageAttributes(message.messageAttributes())
                    .messageGroupId(message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID));
            if (queue.name().endsWith(".fifo")) {
                copy.messageDeduplicationId(message.messageId());
            }
            sqs.sendMessage(copy.build());
        });
    }

    /** @return whether it was found */
    public synchronized boolean delete(QueueDepth queue, String id) {
        return remove(queue, id, message -> {});
    }

    /**
     * Sends all back to their queue, in the background.
     *
     * @param perSecond 1 to {@link Redrives#MOST_PER_SECOND}, or {@code null} for as fast as SQS sees fit
     * @throws UnsupportedOperationException when it is a FIFO queue that has dead letters: Amazon's SQS redrives those,
     *     too, but ElasticMQ takes the order and then moves nothing
     */
    public synchronized void redrive(QueueDepth queue, Integer perSecond) {
        if (queue.dead() > 0) {
            if (queue.name().endsWith(".fifo")) {
                throw new UnsupportedOperationException(
                        "The local SQS cannot redrive all of a FIFO queue; Amazon's can. Retry them one by one.");
            }
            redrives.start(queue, perSecond);
        }
    }

    /** Deletes all. */
    public synchronized void purge(QueueDepth queue) {
        String url = url(queue.deadLetters().name());
        sqs.purgeQueue(request -> request.queueUrl(url));
    }

    private boolean remove(QueueDepth queue, String id, Consumer<Message> before) {
        String url = url(queue.deadLetters().name());
        List<Message> taken = new ArrayList<>();
        try {
            Optional<Message> found = find(url, id, taken);
            found.ifPresent(message -> {
                before.accept(message);
                sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
                taken.remove(message);
            });
            return found.isPresent();
        } finally {
            giveBack(url, taken);
        }
    }

    private Optional<Message> find(String url, String id, List<Message> taken) {
        receive(url, MOST_SEARCHED, taken, message -> message.messageId().equals(id));
        return taken.stream().filter(message -> message.messageId().equals(id)).findFirst();
    }

    /** @param taken gets what is received, also what was received before something fails */
    private void receive(String url, int most, List<Message> taken, Predicate<Message> enough) {
        while (taken.size() < most) {
            List<Message> batch = sqs.receiveMessage(request -> request.queueUrl(url)
                            .maxNumberOfMessages(BATCH)
                            .visibilityTimeout((int) HIDDEN.toSeconds())
                            .messageAttributeNames("All")
                            .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                    .messages();
            taken.addAll(batch);
            if (batch.isEmpty() || batch.stream().anyMatch(enough)) {
                return;
            }
        }
    }

    private void giveBack(String url, List<Message> taken) {
        for (int from = 0; from < taken.size(); from += BATCH) {
            List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
            for (Message message : taken.subList(from, Math.min(from + BATCH, taken.size()))) {
                entries.add(ChangeMessageVisibilityBatchRequestEntry.builder()
                        .id("m" + entries.size())
                        .receiptHandle(message.receiptHandle())
                        .visibilityTimeout(0)
                        .build());
            }
            try {
                sqs.changeMessageVisibilityBatch(
                        request -> request.queueUrl(url).entries(entries));
            } catch (SdkException away) {
                // They come back by themselves.
                return;
            }
        }
    }

    private String url(String queue) {
        return sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl();
    }
}
