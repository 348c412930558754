package dev.sluice.deploy.script.life;

import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

import dev.sluice.deploy.aws.beanstalk.Deployment;
import dev.sluice.deploy.script.Installation;
import dev.sluice.localaws.LocalSqs;
import dev.sluice.localaws.cloudwatch.LocalCloudWatch;

import static dev.sluice.deploy.script.Installation.WORKER_NORMAL;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * All steps of {@code deploy/sluice prove} against the stand-ins, and its report. A program, started by name only:
 *
 * <pre>./mvnw verify -pl deploy -Dtest=NONE -Dit.test=ProveRun</pre>
 */
class ProveRun {

    @AutoClose
    private final Installation dev = Installation.empty();

    @AutoClose
    private final LocalSqs sqs = LocalSqs.start(0);

    @AutoClose
    private final LocalCloudWatch cloudWatch = LocalCloudWatch.start(0);

    @AutoClose
    private final SqsClient jobs = SqsClient.builder()
            .endpointOverride(sqs.endpoint())
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();

    @Test
    void run() {
        Proof.shorten(dev, sqs, cloudWatch, 3);
        Proof.makeWhatStacksMake(dev, sqs, jobs);
        // The second update of these workers is the one that is aborted.
        dev.aws().faults().plan("RestartAppServer", () -> {
            dev.aws().beanstalk().plan(WORKER_NORMAL, Deployment.succeeding());
            dev.aws().beanstalk().plan(WORKER_NORMAL, Deployment.stuck());
        });

        Proof proof = Proof.of(dev, jobs, cloudWatch.endpoint());

        System.out.println(proof.report());
        Map<String, String> verdicts = new TreeMap<>(proof.verdicts());
        // SQS has no metrics within seconds.
        assertThat(verdicts.remove("in-flight-has-no-zero")).isEqualTo("not tried");
        assertThat(verdicts.remove("received-has-no-zero")).isEqualTo("not tried");
        assertThat(verdicts).hasSizeGreaterThan(20);
        assertThat(verdicts.values()).as(proof.toString()).containsOnly("proved");
        assertThat(proof.run().json().path("left")).isEmpty();
        assertThat(proof.run().status()).isZero();
        Proof.assertNothingIsLeft(dev, jobs);
    }
}
