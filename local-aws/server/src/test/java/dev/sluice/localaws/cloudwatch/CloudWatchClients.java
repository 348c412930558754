package dev.sluice.localaws.cloudwatch;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/** The SDK's client, as an application would have it. */
public final class CloudWatchClients {

    private CloudWatchClients() {}

    public static CloudWatchClient of(LocalCloudWatch cloudWatch) {
        return CloudWatchClient.builder()
                .endpointOverride(cloudWatch.endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                // Every request compressed, however small.
                .overrideConfiguration(o -> o.compressionConfiguration(c -> c.minimumCompressionThresholdInBytes(0)))
                .build();
    }
}
