package dev.sluice.worker.scalein;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingAsyncClient;

/** Makes the clients: one HTTP client for all, with one thread, since there is one request at a time. */
final class ProtectionClients {

    private ProtectionClients() {}

    static SdkAsyncHttpClient http() {
        return NettyNioAsyncHttpClient.builder()
                // Each search asks the metadata service two questions at once, which may stay without an answer.
                .maxConcurrency(2 * ScaleInProtection.SEARCHES)
                .connectionTimeout(InstanceMetadata.TIMEOUT)
                .eventLoopGroupBuilder(SdkEventLoopGroup.builder().numberOfThreads(1))
                .build();
    }

    /** Without the SDK's own retries: {@link ProtectionState} knows when to try again, and that more than one layer must not. */
    static AutoScalingAsyncClient autoScaling(
            SdkAsyncHttpClient http, Region region, Duration call, Optional<URI> endpoint) {
        var builder = AutoScalingAsyncClient.builder()
                .httpClient(http)
                .region(region)
                .overrideConfiguration(o -> o.apiCallTimeout(call).retryStrategy(retries -> retries.maxAttempts(1)));
        endpoint.ifPresent(builder::endpointOverride);
        return builder.build();
    }
}
