package dev.sluice.deploy.script.environment;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import dev.sluice.deploy.aws.beanstalk.Deployment;
import dev.sluice.deploy.aws.wire.AwsError;
import dev.sluice.deploy.script.Installation;
import dev.sluice.deploy.script.QueuesOfAnEnvironment;
import dev.sluice.deploy.script.Run;
import dev.sluice.localaws.cloudwatch.LocalCloudWatch;

import static dev.sluice.deploy.script.Installation.OLD;
import static dev.sluice.deploy.script.Installation.PRODUCER;
import static dev.sluice.deploy.script.Installation.WORKER_HIGH;
import static dev.sluice.deploy.script.Installation.label;
import static org.assertj.core.api.Assertions.assertThat;

/** How an environment is, and its queues: a real SQS, and a real CloudWatch. */
@Tag("process")
@Execution(ExecutionMode.CONCURRENT)
class StatusTest {

    @AutoClose
    private final Installation dev = Installation.running();

    @AutoClose
    private final QueuesOfAnEnvironment queues = new QueuesOfAnEnvironment(dev);

    @AutoClose
    private final LocalCloudWatch cloudWatch = LocalCloudWatch.start(0);

    @Test
    void tellsVersionsHealthQueuesAndTheAgeOfTheOldestJob() throws Exception {
        dev.script().with("AWS_ENDPOINT_URL_CLOUDWATCH", cloudWatch.endpoint().toString());
        dev.aws().beanstalk().tellInstancesInPagesOf(2);
        queues.send("jobs-high");
        queues.send("jobs-high");
        publishAge("jobs-high", 42);

        Run run = dev.sluice("status", "dev", "--json");
        Run text = dev.sluice("status", "dev");

        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(run.json().path("well").asBoolean()).isTrue();
        assertThat(run.json().path("environments")).hasSize(3).allSatisfy(one -> {
            assertThat(one.path("version").asText()).isEqualTo(OLD);
            assertThat(one.path("instances")).hasSize(3).allSatisfy(instance -> {
                assertThat(instance.path("version").asText()).isEqualTo(OLD);
                assertThat(instance.path("health").asText()).isEqualTo("Ok");
            });
        });
        JsonNode high = queue(run, "jobs-high");
        assertThat(high.path("waiting").asInt()).isEqualTo(2);
        assertThat(high.path("oldest").asInt()).isEqualTo(42);
        assertThat(queue(run, "jobs-normal").path("oldest").isNull()).isTrue();
        assertThat(queue(run, "jobs-high-dlq").path("waiting").asInt()).isZero();
        assertThat(text.lines()).anySatisfy(line -> assertThat(line).matches("jobs-high +2 +0 +0 +42 s"));
        assertThat(text.lines()).anySatisfy(line -> assertThat(line).matches(PRODUCER + " +Ready +Green +" + OLD));
    }

    @Test
    void endsWithOneWhenAllIsNotWell() {
        dev.script().with("AWS_ENDPOINT_URL_CLOUDWATCH", cloudWatch.endpoint().toString());
        String tried = "0000002-20261120T000000Z";
        dev.know(tried);
        dev.aws().beanstalk().plan(WORKER_HIGH, Deployment.failing("no"));
        dev.aws().beanstalk().deployByHand(WORKER_HIGH, label(tried, WORKER_HIGH));

        Run run = dev.sluice("status", "dev", "--json");
        Run text = dev.sluice("status", "dev");

        assertThat(run.status()).as(run.toString()).isEqualTo(1);
        assertThat(run.json().path("well").asBoolean(true)).isFalse();
        assertThat(run.json().path("environments"))
                .as("what Elastic Beanstalk says of the environments for a moment")
                .allSatisfy(one -> assertThat(one.path("health").asText()).isEqualTo("Green"));
        assertThat(text.status()).isEqualTo(1);
        assertThat(text.out())
                .containsPattern(WORKER_HIGH + " +Ready +Red +" + OLD + ", " + tried)
                .containsPattern("i-\\w+ +" + WORKER_HIGH + " +Degraded +" + tried + " +Failed")
                .containsPattern("i-\\w+ +" + WORKER_HIGH + " +Ok +" + OLD + " +Deployed");
    }

    @Test
    void failsWhenAwsDoes() {
        dev.aws().faults().plan("DescribeEnvironments", 1, AwsError.expiredToken());

        Run run = dev.sluice("status", "dev");

        assertThat(run.status()).as(run.toString()).isEqualTo(1);
        assertThat(run.err()).contains("the AWS session has expired");
    }

    private static JsonNode queue(Run run, String name) {
        for (JsonNode queue : run.json().path("queues")) {
            if (queue.path("name").asText().equals(name)) {
                return queue;
            }
        }
        throw new AssertionError("no queue " + name + " in " + run);
    }

    /** As workers do. */
    private void publishAge(String queue, int seconds) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                "aws",
                "cloudwatch",
                "put-metric-data",
                "--namespace",
                "Sluice",
                "--metric-name",
                "backlog.age",
                "--dimensions",
                "environment=dev,queue=" + queue,
                "--value",
                Integer.toString(seconds),
                "--timestamp",
                Instant.now().minusSeconds(90).toString(),
                "--endpoint-url",
                cloudWatch.endpoint().toString());
        builder.environment()
                .putAll(Map.of(
                        "AWS_DEFAULT_REGION", "eu-central-1",
                        "AWS_ACCESS_KEY_ID", "x",
                        "AWS_SECRET_ACCESS_KEY", "x"));
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }
}
