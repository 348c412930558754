package dev.sluice.deploy.script;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import dev.sluice.deploy.aws.EcsModel;
import dev.sluice.deploy.aws.FakeBeanstalk;

import static org.assertj.core.api.Assertions.assertThat;

/** What Elastic Beanstalk is given of a version. */
@Execution(ExecutionMode.CONCURRENT)
class BundleTest {

    private static final String EXECUTION_ROLE = "arn:aws:iam::111122223333:role/execution";

    private static Installation dev;
    private static Map<String, byte[]> producer;
    private static Map<String, byte[]> worker;

    @BeforeAll
    static void release() throws IOException {
        dev = Installation.running();
        dev.checkout().set("DRAIN_GRACE", "40");
        dev.checkout().set("CONSUMER_MEMORY", "300");
        dev.checkout().set("SCALING_POLICY", "queue-depth");
        dev.checkout().set("WEBHOOK_KEY_ARN", "arn:aws:secretsmanager:eu-central-1:111122223333:secret:webhook");
        dev.aws().stacks().create("sluice-dev", "CREATE_COMPLETE");
        dev.aws().stacks().tell("sluice-dev", "ExecutionRoleArn", EXECUTION_ROLE);
        dev.checkout().commit("Be patient");
        dev.addImages(dev.version());
        Run run = dev.sluice("release", "dev");
        assertThat(run.status()).as(run.toString()).isZero();
        producer = unpack("producer");
        worker = unpack("worker");
    }

    @AfterAll
    static void close() {
        dev.close();
    }

    @Test
    void itHasTheDockerrunAndWhatElasticBeanstalkReadsBesideItAndNothingElse() {
        assertThat(producer)
                .containsOnlyKeys(
                        "Dockerrun.aws.json", ".ebextensions/health.config", ".ebextensions/metadata-hops.config");
        assertThat(worker)
                .containsOnlyKeys(
                        "Dockerrun.aws.json",
                        ".ebextensions/metadata-hops.config",
                        ".ebextensions/scaling.config",
                        "cron.yaml");
    }

    @Test
    void theWorkersScaleByThePolicyOfTheEnvironment() throws IOException {
        assertThat(worker.get(".ebextensions/scaling.config"))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(Files.readString(Path.of("bundle/worker/scaling/queue-depth.config")));
    }

    @Test
    void theRoleThatFetchesTheSecretsOfWorkersIsTheirsOnly() throws IOException {
        assertThat(dockerrun(worker).path("executionRoleArn").asText()).isEqualTo(EXECUTION_ROLE);
        assertThat(dockerrun(producer).has("executionRoleArn")).isFalse();
    }

    @Test
    void theImagesAreThoseOfTheVersion() throws IOException {
        assertThat(container(producer).path("image").asText()).endsWith("/sluice-producer:" + dev.version());
        assertThat(container(worker).path("image").asText()).endsWith("/sluice-consumer:" + dev.version());
    }

    @Test
    void aWorkerIsStoppedLaterThanItsDrainGraceAndFiveSeconds() throws IOException {
        assertThat(container(worker).path("stopTimeout").asInt()).isGreaterThan(40 + 5);
        assertThat(variables(worker)).containsEntry("MP_MESSAGING_INCOMING_JOBS_DRAIN_GRACE", "40");
    }

    @Test
    void sizesAndNamesAreThoseOfTheEnvironment() throws IOException {
        assertThat(container(worker).path("memory").asInt()).isEqualTo(300);
        assertThat(container(worker).path("memoryReservation").asInt()).isEqualTo(192);
        assertThat(container(worker)
                        .at("/logConfiguration/options/awslogs-group")
                        .asText())
                .isEqualTo("/sluice/dev/worker");
        assertThat(variables(producer))
                .containsOnly(Map.entry(
                        "QUARKUS_OTEL_RESOURCE_ATTRIBUTES",
                        "service.version=" + dev.version() + ",deployment.environment.name=dev"));
    }

    @Test
    void theLoadBalancerReachesAProducerAndNobodyAWorker() throws IOException {
        assertThat(container(producer).path("portMappings"))
                .extracting(mapping -> mapping.path("hostPort").asInt() + ":"
                        + mapping.path("containerPort").asInt())
                .containsExactly("80:8080", "9000:9000");
        assertThat(container(worker).path("portMappings")).isEmpty();
    }

    @Test
    void eachContainerAndVolumeIsAsTheModelOfEcsSays() throws IOException {
        for (Map<String, byte[]> bundle : List.of(producer, worker)) {
            JsonNode dockerrun = dockerrun(bundle);
            assertThat(dockerrun.path("AWSEBDockerrunVersion").asInt()).isEqualTo(2);
            assertThat(dockerrun.properties())
                    .extracting(Map.Entry::getKey)
                    .contains("containerDefinitions", "volumes");
            assertThat(EcsModel.container(container(bundle)).essential()).isTrue();
        }
    }

    /** With {@code --generate-cli-skeleton} it checks the input against AWS' model, and calls nobody. */
    @Test
    void theAwsCommandTakesItForATaskDefinition() throws Exception {
        for (Map<String, byte[]> bundle : List.of(producer, worker)) {
            ObjectNode definition = (ObjectNode) dockerrun(bundle);
            definition.remove("AWSEBDockerrunVersion");
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

    private static Map<String, byte[]> unpack(String role) throws IOException {
        byte[] zip = dev.aws()
                .buckets()
                .objects(FakeBeanstalk.BUCKET)
                .get("sluice/dev/" + dev.version() + "/" + role + ".zip")
                .body();
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream unpacking = new ZipInputStream(new ByteArrayInputStream(zip))) {
            ZipEntry entry;
            while ((entry = unpacking.getNextEntry()) != null) {
                files.put(entry.getName(), unpacking.readAllBytes());
            }
        }
        return files;
    }

    private static JsonNode dockerrun(Map<String, byte[]> bundle) throws IOException {
        return new JsonMapper().readTree(bundle.get("Dockerrun.aws.json"));
    }

    private static JsonNode container(Map<String, byte[]> bundle) throws IOException {
        return dockerrun(bundle).at("/containerDefinitions/0");
    }

    private static Map<String, String> variables(Map<String, byte[]> bundle) throws IOException {
        Map<String, String> variables = new TreeMap<>();
        container(bundle)
                .path("environment")
                .forEach(one -> variables.put(
                        one.path("name").asText(), one.path("value").asText()));
        return variables;
    }
}
