package dev.sluice.benchmarks.queue;

import java.net.URI;
import java.time.Duration;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientAsyncConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

import dev.sluice.localaws.Queues;

/** Makes clients of SQS that are set up as the one in the services is. */
public final class Clients {

    /** Longer than the second that the services allow: what measures must not end because a cold JVM is slow to connect. */
    private static final Duration CONNECTION_LIMIT = Duration.ofSeconds(20);

    private Clients() {}

    /**
     * The SDK's client over Netty with the settings of {@code sqs/}'s {@code microprofile-config.properties} and {@code
     * SqsClient}: the same time-outs but one, no retries, answers completed on the thread that read them.
     *
     * @param ioThreads 1 in the services
     */
    public static SqsAsyncClient netty(URI endpoint, int ioThreads) {
        return SqsAsyncClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(Queues.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(Queues.CREDENTIAL, Queues.CREDENTIAL)))
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .connectionTimeout(CONNECTION_LIMIT)
                        .connectionAcquisitionTimeout(CONNECTION_LIMIT)
                        .readTimeout(Duration.ofSeconds(30))
                        .connectionMaxIdleTime(Duration.ofSeconds(55))
                        .tcpKeepAlive(true)
                        .eventLoopGroupBuilder(SdkEventLoopGroup.builder().numberOfThreads(ioThreads)))
                .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .asyncConfiguration(ClientAsyncConfiguration.builder()
                        .advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run)
                        .build())
                .build();
    }
}
