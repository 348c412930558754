package dev.sluice.runtime.cloudwatch;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClientBuilder;

/** Makes the client that publishes; one request a step needs one connection and one thread. */
final class CloudWatchClients {

    private CloudWatchClients() {}

    /** @throws software.amazon.awssdk.core.exception.SdkClientException when no region is to be found */
    static CloudWatchAsyncClient create(CloudWatchSettings settings) {
        CloudWatchAsyncClientBuilder builder = CloudWatchAsyncClient.builder()
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .maxConcurrency(1)
                        .eventLoopGroupBuilder(SdkEventLoopGroup.builder().numberOfThreads(1)));
        settings.endpointOverride().ifPresent(builder::endpointOverride);
        settings.region().map(Region::of).ifPresent(builder::region);
        settings.accessKeyId()
                .ifPresent(
                        key -> builder.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                                key, settings.secretAccessKey().orElse("")))));
        return builder.build();
    }
}
