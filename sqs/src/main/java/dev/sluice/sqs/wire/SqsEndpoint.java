package dev.sluice.sqs.wire;

import java.util.concurrent.ScheduledExecutorService;

import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

import dev.sluice.sqs.queue.SqsQueue;

/** Where all queues of an account and region are: the SDK's client, and what the requests that carry messages need of it. */
public final class SqsEndpoint implements AutoCloseable {

    private final SqsAsyncClient sdk;
    private final SdkAsyncHttpClient http;
    private final AwsJsonProtocol protocol;

    /**
     * @param sdk has the region, the endpoint and the credentials; closed with this one
     * @param http the client that the SDK's is set up with; closed with this one
     * @param timers ends requests that take too long; on the threads of the HTTP client, so that no other has to wake
     */
    public SqsEndpoint(SqsAsyncClient sdk, SdkAsyncHttpClient http, ScheduledExecutorService timers) {
        this.sdk = sdk;
        this.http = http;
        this.protocol = new AwsJsonProtocol(RequestSigner.as(sdk.serviceClientConfiguration()), http, timers);
    }

    /** For all requests that carry no messages. */
    public SqsAsyncClient sdk() {
        return sdk;
    }

    /** For a queue's messages. */
    public QueueClient client(SqsQueue queue) {
        return new QueueClient(protocol, queue);
    }

    AwsJsonProtocol protocol() {
        return protocol;
    }

    @Override
    public void close() {
        sdk.close();
        http.close();
    }
}
