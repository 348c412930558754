package dev.sluice.sqs.wire;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.core.JsonGenerator;
import software.amazon.awssdk.services.sqs.model.Message;

import dev.sluice.sqs.batch.Answer;
import dev.sluice.sqs.queue.SqsOperation;
import dev.sluice.sqs.queue.SqsQueue;

/**
 * The four requests to a queue that carry messages, which are all that a channel makes under load. They are written and read
 * here, past the SDK's pipeline of interceptors, marshallers and trackers, which took two fifths of a small job's processor time;
 * the HTTP client, the credentials, the signature and the rules for the endpoint are the SDK's. All other requests go by
 * {@link SqsEndpoint#sdk}.
 *
 * <p>A request fails as the SDK's would: with an {@link software.amazon.awssdk.services.sqs.model.SqsException SqsException}
 * when SQS refuses it, an {@link software.amazon.awssdk.core.exception.ApiCallTimeoutException ApiCallTimeoutException} when
 * there is no answer in time, and what the HTTP client or the credentials' provider says when there is none to be had. It is
 * not tried again. To cancel a request ends its connection.
 *
 * <p>Bodies are not compared with their MD5 digests, as the SDK does: TLS keeps them whole.
 */
public final class QueueClient {

    private final AwsJsonProtocol protocol;
    private final SqsQueue queue;

    QueueClient(AwsJsonProtocol protocol, SqsQueue queue) {
        this.protocol = protocol;
        this.queue = queue;
    }

    public SqsQueue queue() {
        return queue;
    }

    /**
     * ReceiveMessage.
     *
     * @param count the most messages, 1 to 10
     * @param wait how long the queue may wait for a first one, 0 to 20 seconds
     * @param visibilityTimeout how long the queue hides what it gives
     * @param timeout for the whole of it
     */
    public CompletableFuture<List<Message>> receive(
            int count, Duration wait, Duration visibilityTimeout, Duration timeout) {
        return call(
                SqsOperation.RECEIVE,
                timeout,
                (json, url) -> RequestJson.receive(json, url, count, wait, visibilityTimeout),
                MessageJson::readMessages);
    }

    /**
     * SendMessageBatch.
     *
     * @return SQS's message ids, in the messages' order
     */
    public CompletableFuture<List<Answer<String>>> send(List<OutgoingMessage> messages, Duration timeout) {
        return call(
                SqsOperation.SEND,
                timeout,
                (json, url) -> RequestJson.send(json, url, messages, queue.isFifo()),
                json -> BatchJson.readMessageIds(json, messages.size()));
    }

    /**
     * DeleteMessageBatch.
     *
     * @return in the receipt handles' order
     */
    public CompletableFuture<List<Answer<Void>>> delete(List<String> receiptHandles, Duration timeout) {
        return call(
                SqsOperation.DELETE,
                timeout,
                (json, url) -> RequestJson.delete(json, url, receiptHandles),
                json -> BatchJson.readAnswers(json, receiptHandles.size()));
    }

    /**
     * ChangeMessageVisibilityBatch.
     *
     * @return in the changes' order
     */
    public CompletableFuture<List<Answer<Void>>> changeVisibility(List<VisibilityChange> changes, Duration timeout) {
        return call(
                SqsOperation.CHANGE_VISIBILITY,
                timeout,
                (json, url) -> RequestJson.changeVisibility(json, url, changes),
                json -> BatchJson.readAnswers(json, changes.size()));
    }

    /** Writes a request's body. */
    @FunctionalInterface
    private interface Body {
        void write(JsonGenerator json, String queueUrl) throws IOException;
    }

    private <T> CompletableFuture<T> call(
            SqsOperation operation, Duration timeout, Body body, AwsJsonProtocol.Reader<T> answer) {
        return queue.call(
                operation,
                timeout,
                (url, timeLeft) -> protocol.call(operation.apiName(), json -> body.write(json, url), timeLeft, answer));
    }
}
