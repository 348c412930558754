package dev.sluice.sqs;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientAsyncConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClientBuilder;

/** The client that the channels share, set up for them on top of what {@code quarkus.sqs.*} says. */
public final class SqsClient {

    private SqsClient() {}

    @Produces
    @Singleton
    static SqsAsyncClient create(SqsAsyncClientBuilder builder) {
        return tune(builder).build();
    }

    /**
     * Leaves retries to the channels, which know what is worth trying again and for how long: retries of the SDK below
     * theirs would multiply the requests of an outage and hide it from the health checks. Answers are completed on the
     * thread that read them, because the channels hop to their own event loop at once; a pool in between would be one
     * more hop for each.
     */
    static SqsAsyncClientBuilder tune(SqsAsyncClientBuilder builder) {
        return builder.overrideConfiguration(builder.overrideConfiguration().toBuilder()
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .build())
                .asyncConfiguration(ClientAsyncConfiguration.builder()
                        .advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run)
                        .build());
    }
}
