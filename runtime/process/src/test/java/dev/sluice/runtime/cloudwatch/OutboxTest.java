package dev.sluice.runtime.cloudwatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterValueException;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;

import dev.sluice.localaws.cloudwatch.LocalCloudWatch;

import static org.assertj.core.api.Assertions.assertThat;

/** One datum that CloudWatch refuses is lost by itself; the local CloudWatch has AWS's rules for that. */
class OutboxTest {

    private static LocalCloudWatch cloudWatch;
    private static CloudWatchAsyncClient client;

    private final String namespace = "Sluice/" + UUID.randomUUID();
    private final Outbox outbox = new Outbox(client, namespace, Duration.ofSeconds(10));

    @BeforeAll
    static void start() {
        cloudWatch = LocalCloudWatch.start(0);
        client = CloudWatchAsyncClient.builder()
                .endpointOverride(cloudWatch.endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        cloudWatch.close();
    }

    static List<MetricDatum> refused() {
        MetricDatum good = datum("refused");
        return List.of(
                good.toBuilder().value(Double.NaN).build(),
                good.toBuilder().value(Double.POSITIVE_INFINITY).build(),
                good.toBuilder().value(-Double.MAX_VALUE).build(),
                good.toBuilder().metricName("größe").build(),
                good.toBuilder().metricName("").build(),
                good.toBuilder()
                        .timestamp(Instant.now().plus(Duration.ofHours(3)))
                        .build(),
                good.toBuilder()
                        .timestamp(Instant.now().minus(Duration.ofDays(15)))
                        .build(),
                good.toBuilder().storageResolution(7).build(),
                good.toBuilder().dimensions(dimension("queue", "")).build(),
                good.toBuilder().dimensions(dimension("queue", " ")).build(),
                good.toBuilder().dimensions(dimension("queue", "jobs\n")).build(),
                good.toBuilder()
                        .dimensions(dimension("queue", "x".repeat(1025)))
                        .build(),
                good.toBuilder().dimensions(dimension(":queue", "jobs")).build(),
                good.toBuilder()
                        .value(null)
                        .values(Collections.nCopies(151, 1.0))
                        .counts(Collections.nCopies(151, 1.0))
                        .build());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void oneDatumThatIsRefusedIsDroppedAndAllOthersOfTheRequestGoOn(MetricDatum refused) {
        List<MetricDatum> data = new ArrayList<>(metrics(20));
        data.add(7, refused);

        outbox.send(data);

        assertThat(arrived()).hasSize(20).doesNotContain("refused");
    }

    @Test
    void whatIsRefusedDoesNotHoldUpWhatComesLater() {
        outbox.send(List.of(refused().getFirst()));
        outbox.send(metrics(3));

        assertThat(arrived()).hasSize(3);
    }

    @Test
    void severalOfManyAreFound() {
        List<MetricDatum> data = new ArrayList<>(metrics(300));
        data.set(0, refused().get(0));
        data.set(150, refused().get(5));
        data.set(299, refused().get(9));

        outbox.send(data);

        assertThat(arrived()).hasSize(297);
    }

    @Test
    void aSearchThatFindsOnlyRefusedDataComesToAnEnd() {
        outbox.send(Collections.nCopies(500, refused().getFirst()));
        outbox.send(metrics(3));

        assertThat(arrived()).hasSize(3);
    }

    @Test
    void whatWaitedForLongerThanCloudWatchLooksBackIsGivenUp() {
        Instant old = Instant.now().minus(Duration.ofDays(20));
        outbox.send(metrics(3).stream()
                .map(datum -> datum.toBuilder().timestamp(old).build())
                .toList());
        outbox.send(metrics(2));

        assertThat(arrived()).hasSize(2);
    }

    @Test
    void whatMeetsTroubleInTheMiddleOfASearchIsSentLaterAndNothingTwice() {
        List<String> taken = new ArrayList<>();
        AtomicInteger requests = new AtomicInteger();
        Outbox stuttering = new Outbox(
                new Scripted(request -> {
                    if (requests.incrementAndGet() % 4 == 0) {
                        return CompletableFuture.failedFuture(SdkClientException.create("no route"));
                    }
                    List<String> names = request.metricData().stream()
                            .map(MetricDatum::metricName)
                            .toList();
                    if (names.contains("refused")) {
                        return CompletableFuture.failedFuture(InvalidParameterValueException.builder()
                                .statusCode(400)
                                .build());
                    }
                    taken.addAll(names);
                    return CompletableFuture.completedFuture(
                            PutMetricDataResponse.builder().build());
                }),
                namespace,
                Duration.ofSeconds(10));
        List<MetricDatum> data = new ArrayList<>(metrics(20));
        data.add(7, refused().getFirst());

        stuttering.send(data);
        int atFirst = taken.size();
        for (int i = 0; i < 10; i++) {
            stuttering.send(List.of());
        }

        assertThat(atFirst).isLessThan(20);
        assertThat(taken).hasSize(20).doesNotHaveDuplicates();
    }

    /** A CloudWatch that answers as the test wants. */
    private record Scripted(Function<PutMetricDataRequest, CompletableFuture<PutMetricDataResponse>> answers)
            implements CloudWatchAsyncClient {

        @Override
        public CompletableFuture<PutMetricDataResponse> putMetricData(PutMetricDataRequest request) {
            return answers.apply(request);
        }

        @Override
        public String serviceName() {
            return "scripted";
        }

        @Override
        public void close() {}
    }

    private List<String> arrived() {
        List<String> names = Collections.synchronizedList(new ArrayList<>());
        client.listMetricsPaginator(r -> r.namespace(namespace))
                .subscribe(
                        page -> page.metrics().stream().map(Metric::metricName).forEach(names::add))
                .join();
        return names;
    }

    private static List<MetricDatum> metrics(int count) {
        return IntStream.range(0, count).mapToObj(i -> datum("metric-" + i)).toList();
    }

    private static MetricDatum datum(String name) {
        return MetricDatum.builder()
                .metricName(name)
                .dimensions(dimension("environment", "test"))
                .timestamp(Instant.now())
                .value(1.0)
                .build();
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }
}
