package dev.sluice.deploy.script.life;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupRequest;
import software.amazon.awssdk.services.sqs.SqsClient;

import dev.sluice.deploy.aws.FakeScaling;
import dev.sluice.deploy.aws.beanstalk.Deployment;
import dev.sluice.deploy.aws.beanstalk.FakeBeanstalk;
import dev.sluice.deploy.script.Installation;
import dev.sluice.deploy.script.Run;
import dev.sluice.localaws.LocalSqs;
import dev.sluice.localaws.QueueSpec;
import dev.sluice.localaws.cloudwatch.LocalCloudWatch;

import static dev.sluice.deploy.script.Installation.ENVIRONMENTS;
import static dev.sluice.deploy.script.Installation.HISTORY;
import static dev.sluice.deploy.script.Installation.PRODUCER;
import static dev.sluice.deploy.script.Installation.WORKER_HIGH;
import static dev.sluice.deploy.script.Installation.WORKER_NORMAL;
import static dev.sluice.deploy.script.Installation.allOn;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The life of an environment, from an empty account to its end. After each step it looks whether what runs is what {@code status} says,
 * whether every good version counts as one, and whether ECR's rules and a prune leave what runs and what one would go back to.
 */
final class Life implements AutoCloseable {

    private static final String SECRET = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:webhooks-AbCdEf";

    /** Of another environment: more than ECR keeps of all. */
    private static final int OTHERS_BUILDS = 120;

    private final Installation dev = Installation.empty();
    private final FakeBeanstalk beanstalk = dev.aws().beanstalk();
    private final FakeScaling scaling = dev.aws().scaling();
    private final LocalSqs sqs = LocalSqs.start(0);
    private final LocalCloudWatch cloudWatch = LocalCloudWatch.start(0);
    private final SqsClient jobs = SqsClient.builder()
            .endpointOverride(sqs.endpoint())
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();

    /** The versions on which all was well, and that nobody has left, oldest first. */
    private final Set<String> good = new LinkedHashSet<>();

    private final Map<String, String> queues = new HashMap<>();
    private int builds;

    /** What status said last. */
    private Run status;

    Life() {
        dev.script()
                .with("AWS_ENDPOINT_URL_SQS", sqs.endpoint().toString())
                .with("AWS_ENDPOINT_URL_CLOUDWATCH", cloudWatch.endpoint().toString());
    }

    // --- Steps, each as an operator does it

    void bootstrap() {
        String version = build();
        succeeds("bootstrap", "dev");
        queues.putAll(
                sqs.createQueues(QueueSpec.named("sluice-dev-jobs-high"), QueueSpec.named("sluice-dev-jobs-normal")));
        jobs.listQueues().queueUrls().forEach(url -> dev.aws().stacks().addQueue("sluice-dev", url));
        for (String name : List.of(WORKER_HIGH, WORKER_NORMAL)) {
            scaling.create(group(name), name, instances(name).toArray(String[]::new));
        }
        good.add(version);
        runsAll(version);
        holds("bootstrap");
    }

    void release() {
        String version = build();
        succeeds("release", "dev");
        good.remove(version);
        good.add(version);
        runsAll(version);
        holds("a release");
    }

    /** One batch of workers stays on the new version, while the label is the old one again. */
    void releaseThatFails() {
        String version = build();
        beanstalk.plan(WORKER_NORMAL, Deployment.failing("Essential container in task exited"));
        ends(1, "release", "dev");
        assertThat(history()).as("a version that failed").doesNotContain(version);
        holds("a release that failed");
        rollBack(last());
    }

    void releaseThatFailsAndGoesBackByItself() {
        build();
        beanstalk.plan(PRODUCER, Deployment.failing("CannotPullContainerError"));
        ends(4, "release", "dev", "--auto-rollback");
        runsAll(last());
        holds("an automatic rollback");
    }

    /** It never ends: whoever goes back ends it, and what runs then is a mixture. */
    void releaseThatIsAborted() {
        build();
        beanstalk.plan(WORKER_NORMAL, Deployment.stuck());
        ends(1, "release", "dev", "--timeout", "0");
        holds("a release that hangs");
        rollBack(last());
    }

    /** From a version that is well to the one before, which the operator likes better. */
    void rollBackFromAGoodOne() {
        String left = last();
        good.remove(left);
        rollBack(last());
    }

    private void rollBack(String version) {
        succeeds("rollback", "dev");
        runsAll(version);
        holds("a rollback");
    }

    void newInstanceType() {
        change("WORKER_INSTANCE_TYPE", "t3.small");
        succeeds("bootstrap", "dev");
        runsAll(last());
        holds("another instance type");
    }

    void newerPlatform() {
        beanstalk.offerPlatforms("4.11.0");
        succeeds("bootstrap", "dev", "--newest-platform");
        assertThat(ENVIRONMENTS)
                .allSatisfy(name -> assertThat(beanstalk.platformOf(name)).isEqualTo(FakeBeanstalk.platform("4.11.0")));
        runsAll(last());
        holds("a newer platform");
    }

    /** And a rollback past it. */
    void secretThatIsAddedAndRotated() {
        change("WEBHOOK_KEY_ARN", SECRET);
        succeeds("bootstrap", "dev");
        for (String name : List.of(WORKER_HIGH, WORKER_NORMAL)) {
            beanstalk.setSecrets(name, Map.of("SLUICE_CONSUMER_WEBHOOK_SECRET", SECRET));
        }
        holds("a secret");
        release();
        // Rotated: containers have the new value after a release.
        release();
        rollBackFromAGoodOne();
        rollBackFromAGoodOne();
    }

    /** What its policies do: here only what the script and the groups make of it. */
    void queueDepthUpAndDownWhileBusy() {
        send(30);
        scaling.groups()
                .update(UpdateAutoScalingGroupRequest.builder()
                        .autoScalingGroupName(group(WORKER_NORMAL))
                        .desiredCapacity(3)
                        .build());
        beanstalk.run(WORKER_NORMAL, members());
        holds("scaling out");
        assertThat(waiting()).isEqualTo(30);
        String busy = members()[0];
        scaling.isBusy(busy);
        jobs.purgeQueue(request -> request.queueUrl(queues.get("sluice-dev-jobs-normal")));
        scaling.groups().scaleIn(group(WORKER_NORMAL), 2);
        assertThat(members()).containsExactly(busy);
        beanstalk.run(WORKER_NORMAL, members());
        holds("scaling in while busy");
        assertThat(waiting()).isZero();
    }

    void prune() {
        succeeds("prune", "--keep", "1");
        runsAll(last());
        holds("a prune");
    }

    void destroyWhileJobsWait() {
        send(3);
        ends(3, "destroy", "dev", "--yes");
        runsAll(last());
        succeeds("destroy", "dev", "--yes", "--force");
        assertThat(dev.aws().stacks().names()).containsExactly("sluice-shared");
        assertThat(dev.aws().parameters().names()).isEmpty();
    }

    // --- What must hold

    private void holds(String after) {
        status = dev.sluice("status", "dev", "--json");
        Map<String, Set<String>> said = new TreeMap<>();
        status.json().path("environments").forEach(environment -> {
            Set<String> labels = new TreeSet<>();
            environment
                    .path("instances")
                    .forEach(instance -> labels.add(instance.path("label").asText()));
            said.put(environment.path("name").asText(), labels);
        });
        Map<String, Set<String>> running = new TreeMap<>();
        ENVIRONMENTS.forEach(name -> running.put(
                name, new TreeSet<>(beanstalk.versionsOnInstances(name).values())));
        assertThat(said).as("what status says after %s: %s", after, status).isEqualTo(running);
        assertThat(history()).as("good versions after %s", after).containsExactlyElementsOf(good);
        for (int build = 0; build < OTHERS_BUILDS; build++) {
            dev.addImages("fffffff-20261130T%06dZ".formatted(++builds));
        }
        dev.aws().repositories().expire();
        Set<String> needed = new TreeSet<>(running.values().stream()
                .flatMap(Set::stream)
                .map(label -> label.replaceFirst("-dev-(worker|producer)$", ""))
                .toList());
        needed.add(last());
        for (String repository : List.of("sluice-producer", "sluice-consumer")) {
            assertThat(dev.aws().repositories().tags(repository))
                    .as("images after %s", after)
                    .containsAll(needed);
        }
        needed.forEach(version -> assertThat(beanstalk.versions())
                .as("versions after %s", after)
                .contains(version + "-dev-worker", version + "-dev-producer"));
    }

    private void runsAll(String version) {
        assertThat(dev.labels()).isEqualTo(allOn(version));
    }

    /** The good versions, as the script remembers them. */
    private List<String> history() {
        Set<String> versions = new LinkedHashSet<>();
        for (String value : dev.aws().parameters().history(HISTORY)) {
            JsonNode entry = read(value);
            versions.remove(entry.path("version").asText());
            versions.remove(entry.path("left").asText());
            if (entry.has("version")) {
                versions.add(entry.path("version").asText());
            }
        }
        return new ArrayList<>(versions);
    }

    private String last() {
        return List.copyOf(good).getLast();
    }

    // --- How it is done

    /** A commit, whose images are in ECR. */
    private String build() {
        builds++;
        dev.checkout().write("change", Integer.toString(builds));
        dev.checkout().commit("Change " + builds);
        String version = dev.checkout().shortCommit() + "-20261123T%06dZ".formatted(builds);
        dev.addImages(version);
        return version;
    }

    private void change(String key, String value) {
        dev.checkout().set(key, value);
        dev.checkout().commit("Set " + key);
    }

    private void succeeds(String... words) {
        ends(0, words);
    }

    private void ends(int status, String... words) {
        Run run = dev.sluice(words);
        assertThat(run.status()).as("%s: %s", String.join(" ", words), run).isEqualTo(status);
    }

    private void send(int count) {
        for (int job = 0; job < count; job++) {
            jobs.sendMessage(request ->
                    request.queueUrl(queues.get("sluice-dev-jobs-normal")).messageBody("job"));
        }
    }

    /** As status said last. */
    private int waiting() {
        for (JsonNode queue : status.json().path("queues")) {
            if (queue.path("name").asText().equals("sluice-dev-jobs-normal")) {
                return queue.path("waiting").asInt();
            }
        }
        throw new AssertionError("status knows no such queue");
    }

    private Set<String> instances(String name) {
        return beanstalk.versionsOnInstances(name).keySet();
    }

    private String[] members() {
        return scaling.groups().instances(group(WORKER_NORMAL)).toArray(String[]::new);
    }

    private static String group(String environment) {
        return "awseb-" + environment + "-AWSEBAutoScalingGroup";
    }

    private static JsonNode read(String value) {
        try {
            return new JsonMapper().readTree(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError(value, e);
        }
    }

    @Override
    public void close() {
        jobs.close();
        sqs.close();
        cloudWatch.close();
        dev.close();
    }
}
