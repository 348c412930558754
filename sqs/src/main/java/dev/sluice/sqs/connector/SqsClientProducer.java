package dev.sluice.sqs.connector;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.quarkiverse.amazon.sqs.runtime.SqsConfig;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientAsyncConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClientBuilder;

import dev.sluice.sqs.credentials.BackgroundCredentials;
import dev.sluice.sqs.loop.LoopGroup;
import dev.sluice.sqs.wire.SqsEndpoint;

/** The client that the channels share, set up for them on top of what {@code quarkus.sqs.*} says. */
public final class SqsClientProducer {

    SqsClientProducer() {}

    @Produces
    @Singleton
    static LoopGroup loops(SqsConfig config) {
        var threads = config.asyncClient().eventLoop();
        return new LoopGroup(
                threads.numberOfThreads().orElseThrow(),
                threads.threadNamePrefix().orElseThrow());
    }

    @Produces
    @Singleton
    static SqsEndpoint endpoint(SqsAsyncClientBuilder builder, SqsConfig config, LoopGroup loops) {
        return create(builder, ExtensionTransport.of(config.asyncClient()), loops);
    }

    @Produces
    @Singleton
    static SqsAsyncClient sdk(SqsEndpoint endpoint) {
        return endpoint.sdk();
    }

    /** The channels are at their end before this, and the client needs the threads for its own. */
    static void close(@Disposes SqsEndpoint endpoint, LoopGroup loops) {
        endpoint.close();
        loops.close();
    }

    /**
     * Leaves retries to the channels, which know what is worth trying again and for how long: retries of the SDK below
     * theirs would multiply the requests of an outage and hide it from the health checks. Answers are read and
     * completed, and time-outs kept, on the channels' own threads: any other would be one more to wake for each request. For
     * the same reason credentials are fetched beside them: a provider that blocks would stop polls and heartbeats.
     */
    public static SqsEndpoint create(
            SqsAsyncClientBuilder builder, NettyNioAsyncHttpClient.Builder transport, LoopGroup loops) {
        SdkAsyncHttpClient http = transport.eventLoopGroup(loops.forClient()).build();
        SqsAsyncClient sdk = builder.httpClientBuilder(null)
                .httpClient(http)
                .addPlugin(BackgroundCredentials::installIn)
                .overrideConfiguration(builder.overrideConfiguration().toBuilder()
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .scheduledExecutorService(loops.timers())
                        .build())
                .asyncConfiguration(ClientAsyncConfiguration.builder()
                        .advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run)
                        .build())
                .build();
        return new SqsEndpoint(sdk, http, loops.timers());
    }
}
