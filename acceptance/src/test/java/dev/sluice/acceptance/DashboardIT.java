package dev.sluice.acceptance;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.sluice.devservices.server.LocalSqs;
import dev.sluice.devservices.server.QueueSpec;
import dev.sluice.devservices.server.cloudwatch.LocalCloudWatch;
import dev.sluice.testkit.PackagedService;
import dev.sluice.testkit.TestQueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DashboardIT {

    @Test
    void theSampleJobIsOneThatTheProducerTakes() throws Exception {
        try (LocalSqs sqs = LocalSqs.start(0);
                TestQueue jobs = TestQueue.at(sqs.endpoint(), QueueSpec.named("jobs-normal"));
                TestQueue urgent = TestQueue.at(sqs.endpoint(), QueueSpec.named("jobs-high"));
                PackagedService producer = PackagedService.start("producer", sqs.endpoint(), Map.of());
                LocalCloudWatch cloudWatch = LocalCloudWatch.start(0);
                HttpClient http = HttpClient.newHttpClient()) {
            cloudWatch.submitSampleJobsTo(producer.api());
            HttpRequest button = HttpRequest.newBuilder(cloudWatch.dashboard().resolve("api/sample-jobs"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();

            // A JVM's first request loads classes for longer than a queue may take to answer.
            await().untilAsserted(() -> {
                HttpResponse<String> answer = http.send(button, HttpResponse.BodyHandlers.ofString());
                assertThat(answer.body()).contains("is in the queue");
                assertThat(answer.statusCode()).isEqualTo(202);
            });

            assertThat(jobs.depth()).isPositive();
            assertThat(urgent.depth()).isZero();
        }
    }
}
