package dev.sluice.deploy.script.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.ecs.model.ContainerRestartPolicy;
import software.amazon.awssdk.services.ecs.model.HealthCheck;

import dev.sluice.deploy.aws.beanstalk.EcsModel;
import dev.sluice.deploy.aws.store.FakeIdentity;
import dev.sluice.deploy.script.Installation;
import dev.sluice.deploy.script.Run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What Elastic Beanstalk is given of a version. */
@Tag("process")
@Execution(ExecutionMode.CONCURRENT)
class BundleTest {

    /** The name is that of the template's ExecutionRole. */
    private static final String EXECUTION_ROLE =
            "arn:aws:iam::" + FakeIdentity.ACCOUNT + ":role/sluice-dev-execution-eu-central-1";

    private static final Map<String, String> SECRETS = Map.of(
            "SLUICE_CONSUMER_WEBHOOK_SECRET", "arn:aws:secretsmanager:eu-central-1:111122223333:secret:webhook-AbCdEf");

    private static Installation dev;
    private static Bundle producer;
    private static Bundle worker;

    @BeforeAll
    static void release() throws IOException {
        dev = Installation.running();
        dev.checkout().set("DRAIN_GRACE", "40");
        dev.checkout().set("CONSUMER_MEMORY", "300");
        dev.checkout().set("SCALING_POLICY", "queue-depth");
        dev.checkout().set("SCALE_UP", "1500:2,6000:5,24000:10");
        dev.checkout().commit("Be patient");
        dev.addImages(dev.version());
        Run run = dev.sluice("release", "dev");
        assertThat(run.status()).as(run.toString()).isZero();
        producer = Bundle.uploaded(dev, dev.version(), "producer");
        worker = Bundle.uploaded(dev, dev.version(), "worker");
    }

    @AfterAll
    static void close() {
        dev.close();
    }

    @Test
    void itHasTheDockerrunAndWhatElasticBeanstalkReadsBesideItAndNothingElse() {
        assertThat(producer.files())
                .containsOnlyKeys(
                        "Dockerrun.aws.json",
                        ".ebextensions/health.config",
                        ".ebextensions/metadata-hops.config",
                        ".ebextensions/stop-containers.config");
        assertThat(worker.files())
                .containsOnlyKeys(
                        "Dockerrun.aws.json",
                        ".ebextensions/metadata-hops.config",
                        ".ebextensions/scaling.config",
                        ".ebextensions/stop-containers.config",
                        "cron.yaml");
    }

    @Test
    void theWorkersScaleByThePolicyAndTheStepsOfTheEnvironment() {
        assertThat(worker.files().get(".ebextensions/scaling.config"))
                .asString(StandardCharsets.UTF_8)
                .contains("# SCALING_POLICY=queue-depth", "MetricIntervalLowerBound: 22500, ScalingAdjustment: 10")
                .doesNotContainPattern("@[A-Z_-]+@");
    }

    @Test
    void theRoleThatFetchesTheSecretsOfWorkersIsTheirsOnly() {
        assertThat(worker.dockerrun().path("executionRoleArn").asText()).isEqualTo(EXECUTION_ROLE);
        assertThat(producer.dockerrun().has("executionRoleArn")).isFalse();
    }

    /** The environment had none when this version was made. So none of it stops a rollback, whatever secrets came or went since. */
    @Test
    void aWorkerRunsWithSecretsThatTheEnvironmentGetsLaterAndWithoutThem() {
        ObjectNode withoutRole = worker.dockerrun().deepCopy();
        withoutRole.remove("executionRoleArn");

        assertThat(EcsModel.register(worker.dockerrun(), SECRETS)
                        .containerDefinitions()
                        .getFirst()
                        .secrets())
                .hasSize(1);
        assertThat(EcsModel.register(worker.dockerrun(), Map.of()).executionRoleArn())
                .isEqualTo(EXECUTION_ROLE);
        assertThatThrownBy(() -> EcsModel.register(withoutRole, SECRETS)).hasMessageContaining("executionRoleArn");
    }

    /** Amazon ECS Developer Guide, "Restart individual containers in Amazon ECS tasks with container restart policies". */
    @Test
    void aContainerThatEndsIsStartedAgainWhateverItsExitCode() {
        for (Bundle bundle : List.of(producer, worker)) {
            ContainerRestartPolicy policy = EcsModel.register(bundle.dockerrun(), Map.of())
                    .containerDefinitions()
                    .getFirst()
                    .restartPolicy();
            assertThat(policy.enabled()).isTrue();
            assertThat(policy.hasIgnoredExitCodes()).isFalse();
        }
    }

    @Test
    void theImagesAreThoseOfTheVersion() throws IOException {
        assertThat(producer.container().path("image").asText()).endsWith("/sluice-producer:" + dev.version());
        assertThat(worker.container().path("image").asText()).endsWith("/sluice-consumer:" + dev.version());
    }

    @Test
    void aWorkerIsStoppedLaterThanItsDrainGraceAndFiveSeconds() throws IOException {
        assertThat(worker.container().path("stopTimeout").asInt()).isGreaterThan(40 + 5);
        assertThat(worker.variables()).containsEntry("MP_MESSAGING_INCOMING_JOBS_DRAIN_GRACE", "40");
    }

    /** API Reference of Amazon ECS, ContainerDefinition: stopTimeout is the agent's. The unit in the bundle reads the label. */
    @Test
    void aContainerHasTheSameTimeWhenItsInstanceEnds() throws IOException {
        for (Bundle bundle : List.of(producer, worker)) {
            assertThat(EcsModel.container(bundle.container()).dockerLabels())
                    .containsOnly(Map.entry(
                            "dev.sluice.stop-seconds",
                            bundle.container().path("stopTimeout").asText()));
            assertThat(TaskContainer.of(bundle).options())
                    .anyMatch(option -> option.startsWith("--label=dev.sluice.stop-seconds="))
                    .noneMatch(option -> option.startsWith("--stop-timeout"));
            assertThat(bundle.files().get(".ebextensions/stop-containers.config"))
                    .asString(StandardCharsets.UTF_8)
                    .contains("label=dev.sluice.stop-seconds");
        }
    }

    @Test
    void sizesAndNamesAreThoseOfTheEnvironment() throws IOException {
        assertThat(worker.container().path("memory").asInt()).isEqualTo(300);
        assertThat(worker.container().path("memoryReservation").asInt()).isEqualTo(192);
        assertThat(worker.container()
                        .at("/logConfiguration/options/awslogs-group")
                        .asText())
                .isEqualTo("/sluice/dev/worker");
        assertThat(producer.variables())
                .containsOnly(Map.entry(
                        "QUARKUS_OTEL_RESOURCE_ATTRIBUTES",
                        "service.version=" + dev.version() + ",deployment.environment.name=dev"));
    }

    @Test
    void theLoadBalancerReachesAProducerAndNobodyAWorker() throws IOException {
        assertThat(producer.container().path("portMappings"))
                .extracting(mapping -> mapping.path("hostPort").asInt() + ":"
                        + mapping.path("containerPort").asInt())
                .containsExactly("80:8080", "9000:9000");
        assertThat(worker.container().path("portMappings")).isEmpty();
    }

    @Test
    void eachContainerIsAskedWhetherItIsAliveByTheExecutableItself() throws IOException {
        for (Bundle bundle : List.of(producer, worker)) {
            HealthCheck check = EcsModel.container(bundle.container()).healthCheck();
            assertThat(check.command()).containsExactly("CMD", "/sluice", "health");
            // The bounds are those of ECS. Longer than the two seconds that the executable itself waits for an answer.
            assertThat(check.interval()).isBetween(5, 300);
            assertThat(check.timeout()).isBetween(3, 60);
            assertThat(check.retries()).isBetween(1, 10);
            assertThat(check.startPeriod()).isBetween(0, 300);
        }
    }

    @Test
    void eachContainerAndVolumeIsAsTheModelOfEcsSays() throws IOException {
        for (Bundle bundle : List.of(producer, worker)) {
            JsonNode dockerrun = bundle.dockerrun();
            assertThat(dockerrun.path("AWSEBDockerrunVersion").asInt()).isEqualTo(2);
            assertThat(dockerrun.properties())
                    .extracting(Map.Entry::getKey)
                    .contains("containerDefinitions", "volumes");
            assertThat(EcsModel.container(bundle.container()).essential()).isTrue();
        }
    }

    /** With {@code --generate-cli-skeleton} it checks the input against AWS' model, and calls nobody. */
    @Test
    void theAwsCommandTakesItForATaskDefinition() throws Exception {
        for (Bundle bundle : List.of(producer, worker)) {
            ObjectNode definition = (ObjectNode) bundle.dockerrun();
            definition.remove("AWSEBDockerrunVersion");
            // Younger than the command that Debian 12 has.
            ((ObjectNode) definition.at("/containerDefinitions/0")).remove("restartPolicy");
            definition.put("family", "sluice");
            Path input = Files.createTempFile("task-definition", ".json");
            try {
                Files.writeString(input, definition.toString());
                Process process = new ProcessBuilder(
                                "aws",
                                "ecs",
                                "register-task-definition",
                                "--region",
                                "eu-central-1",
                                "--cli-input-json",
                                "file://" + input,
                                "--generate-cli-skeleton",
                                "output")
                        .redirectErrorStream(true)
                        .start();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(process.waitFor()).as(output).isZero();
            } finally {
                Files.delete(input);
            }
        }
    }
}
