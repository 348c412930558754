package dev.sluice.sqs.wire;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;

import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

import dev.sluice.sqs.batch.Answer;

/**
 * The four requests that carry messages, which are all that a channel makes under load. They are written and read here,
 * past the SDK's pipeline of interceptors, marshallers and trackers, which took two fifths of a small job's processor time; the
 * HTTP client, the credentials, the signature and the rules for the endpoint are the SDK's. All other requests go by
 * {@link #sdk}.
 *
 * <p>A request fails as the SDK's would: with an {@link software.amazon.awssdk.services.sqs.model.SqsException SqsException}
 * when SQS refuses it, an {@link software.amazon.awssdk.core.exception.ApiCallTimeoutException ApiCallTimeoutException} when
 * there is no answer in time, and what the HTTP client or the credentials' provider says when there is none to be had. It is
 * not tried again. To cancel a request ends its connection.
 *
 * <p>Bodies are not compared with their MD5 digests, as the SDK does: TLS keeps them whole.
 */
public final class MessageClient implements AutoCloseable {

    private final SqsAsyncClient sdk;
    private final SdkAsyncHttpClient http;
    private final AwsJsonProtocol protocol;

    /**
     * @param sdk has the region, the endpoint and the credentials; closed with this client
     * @param http the client that the SDK's is set up with; closed with this client
     * @param timers ends requests that take too long; on the threads of the HTTP client, so that no other has to wake
     */
    public MessageClient(SqsAsyncClient sdk, SdkAsyncHttpClient http, ScheduledExecutorService timers) {
        this.sdk = sdk;
        this.http = http;
        this.protocol = new AwsJsonProtocol(RequestSigner.as(sdk.serviceClientConfiguration()), http, timers);
    }

    /** For all other requests. */
    public SqsAsyncClient sdk() {
        return sdk;
    }

    /**
     * ReceiveMessage.
     *
     * @return none to ten messages
     */
    public CompletableFuture<List<Message>> receive(ReceiveMessageRequest request, Duration timeout) {
        return protocol.call(
                "ReceiveMessage", json -> RequestJson.receive(json, request), timeout, MessageJson::readMessages);
    }

    /**
     * SendMessageBatch.
     *
     * @param entries their ids are their positions
     * @return SQS's message ids, in the entries' order
     */
    public CompletableFuture<List<Answer<String>>> send(
            String queueUrl, List<SendMessageBatchRequestEntry> entries, Duration timeout) {
        return protocol.call(
                "SendMessageBatch",
                json -> RequestJson.send(json, queueUrl, entries),
                timeout,
                json -> BatchJson.readMessageIds(json, entries.size()));
    }

    /**
     * DeleteMessageBatch.
     *
     * @param entries their ids are their positions
     * @return in the entries' order
     */
    public CompletableFuture<List<Answer<Void>>> delete(
            String queueUrl, List<DeleteMessageBatchRequestEntry> entries, Duration timeout) {
        return protocol.call(
                "DeleteMessageBatch",
                json -> RequestJson.delete(json, queueUrl, entries),
                timeout,
                json -> BatchJson.readAnswers(json, entries.size()));
    }

    /**
     * ChangeMessageVisibilityBatch.
     *
     * @param entries their ids are their positions
     * @return in the entries' order
     */
    public CompletableFuture<List<Answer<Void>>> changeVisibility(
            String queueUrl, List<ChangeMessageVisibilityBatchRequestEntry> entries, Duration timeout) {
        return protocol.call(
                "ChangeMessageVisibilityBatch",
                json -> RequestJson.changeVisibility(json, queueUrl, entries),
                timeout,
                json -> BatchJson.readAnswers(json, entries.size()));
    }

    @Override
    public void close() {
        sdk.close();
        http.close();
    }
}
