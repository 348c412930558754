package dev.sluice.deploy.script.life;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import software.amazon.awssdk.services.sqs.SqsClient;

import dev.sluice.deploy.aws.beanstalk.FakeBeanstalk;
import dev.sluice.deploy.script.Installation;
import dev.sluice.deploy.script.Run;
import dev.sluice.localaws.LocalSqs;
import dev.sluice.localaws.QueueSpec;
import dev.sluice.localaws.cloudwatch.LocalCloudWatch;

import static dev.sluice.deploy.script.Installation.WORKER_HIGH;
import static dev.sluice.deploy.script.Installation.WORKER_NORMAL;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A run of {@code prove} against the stand-ins.
 *
 * @param verdicts by the names of the steps
 * @param report what it has written
 */
record Proof(Run run, Map<String, String> verdicts, String report) {

    /** While {@link Workers} live. */
    static Proof of(Installation dev, SqsClient jobs, URI cloudWatch, String... options) {
        List<String> words = new ArrayList<>(List.of("prove", "dev", "--yes", "--json", "--minutes", "600"));
        words.addAll(List.of(options));
        try (Workers _ = new Workers(dev.aws(), jobs, cloudWatch)) {
            Run run = dev.sluice(words.toArray(String[]::new));
            Map<String, String> verdicts = new TreeMap<>();
            for (JsonNode step : run.json().path("steps")) {
                verdicts.put(step.path("step").asText(), step.path("verdict").asText());
            }
            return new Proof(
                    run,
                    verdicts,
                    Files.readString(Path.of(run.json().path("report").asText())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A minute of waiting takes so many seconds, jobs are long, and the commit's images are in ECR. */
    static void shorten(Installation dev, LocalSqs sqs, LocalCloudWatch cloudWatch, int minute) {
        dev.script()
                .with("AWS_ENDPOINT_URL_SQS", sqs.endpoint().toString())
                .with("AWS_ENDPOINT_URL_CLOUDWATCH", cloudWatch.endpoint().toString())
                .with("SLUICE_PROVE_MINUTE", Integer.toString(minute))
                // Its jobs take seconds, however often one asks.
                .with("SLUICE_POLL_SECONDS", "0.5");
        dev.checkout().set("CONCURRENCY", "5");
        dev.checkout().set("TIME_PER_JOB", "15");
        dev.checkout().commit("Make jobs long");
        dev.addImages(dev.version());
    }

    /** The queues and groups that are the stack's, before it is there: they answer nobody until then. */
    static void makeWhatStacksMake(Installation dev, LocalSqs sqs, SqsClient jobs) {
        sqs.createQueues(QueueSpec.named("sluice-dev-jobs-high"), QueueSpec.named("sluice-dev-jobs-normal"));
        jobs.listQueues().queueUrls().forEach(url -> dev.aws().stacks().addQueueLater("sluice-dev", url));
        for (String name : List.of(WORKER_HIGH, WORKER_NORMAL)) {
            dev.aws().scaling().create("awseb-" + name, name, "i-0" + name.length());
        }
    }

    static void assertNothingIsLeft(Installation dev, SqsClient jobs) {
        assertThat(dev.aws().stacks().names()).isEmpty();
        assertThat(dev.aws().parameters().names()).isEmpty();
        assertThat(dev.aws().secrets().names()).isEmpty();
        assertThat(dev.aws().beanstalk().versions()).isEmpty();
        assertThat(dev.aws().buckets().objects(FakeBeanstalk.BUCKET)).isEmpty();
        // What was in ECR before is there still, unless a proof cannot know whose it is.
        assertThat(dev.aws().repositories().tags("sluice-consumer")).allMatch(tag -> tag.equals(dev.version()));
        assertThat(jobs.listQueues(request -> request.queueNamePrefix("sluice-dev-prove"))
                        .queueUrls())
                .isEmpty();
    }

    @Override
    public String toString() {
        return run + "\n" + report;
    }
}
