package dev.sluice.devservices.deployment;

import java.net.URI;
import java.time.Duration;

import io.quarkus.test.QuarkusUnitTest;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("application")
class CloudWatchTestModeTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION =
            new QuarkusUnitTest().withEmptyApplication().overrideConfigKey("sluice.dev-services.queues", "jobs");

    @ConfigProperty(name = "sluice.cloudwatch.endpoint-override")
    URI endpoint;

    @ConfigProperty(name = "sluice.cloudwatch.region")
    String region;

    @ConfigProperty(name = "sluice.cloudwatch.access-key-id")
    String accessKeyId;

    @ConfigProperty(name = "sluice.cloudwatch.secret-access-key")
    String secretAccessKey;

    @Test
    void whatAClientNeedsForACloudWatchOnAFreePortIsConfigured() {
        assertThat(endpoint.getHost()).isEqualTo("127.0.0.1");
        assertThat(endpoint.getPort()).isNotEqualTo(9325);
        MetricDatum datum = MetricDatum.builder().metricName("m").value(1.0).build();
        try (CloudWatchClient client = client()) {
            client.putMetricData(r -> r.namespace("Test").metricData(datum));

            assertThat(client.listMetrics(r -> r.namespace("Test")).metrics())
                    .extracting(Metric::metricName)
                    .containsExactly("m");
        }
    }

    @Test
    void theQueuesOfTheSqsThatWasStartedWithItHaveTheMetricsOfAws() {
        try (CloudWatchClient client = client()) {
            Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(client.listMetrics(
                                    r -> r.namespace("AWS/SQS").metricName("ApproximateNumberOfMessagesVisible"))
                            .metrics())
                    .flatExtracting(Metric::dimensions)
                    .extracting(Dimension::value)
                    .containsExactlyInAnyOrder("jobs", "jobs-dlq"));
        }
    }

    private CloudWatchClient client() {
        return CloudWatchClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, secretAccessKey)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
