package dev.sluice.acceptance.image;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.localaws.LocalSqs;
import dev.sluice.localaws.QueueSpec;
import dev.sluice.testkit.HttpCalls;
import dev.sluice.testkit.Repository;
import dev.sluice.testkit.TestQueue;
import dev.sluice.testkit.WebhookReceiver;
import dev.sluice.testkit.container.Container;
import dev.sluice.testkit.container.Docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The native images, run for real. */
@EnabledIfSystemProperty(
        named = "images.tag",
        matches = ".+",
        disabledReason = "Needs the images: deploy/sluice build, then -Dimages.tag=... and DOCKER_HOST")
class ImagesIT {

    private static final String TAG = System.getProperty("images.tag");

    /** No right that a service does not need, no file that it could write, and little memory. */
    private static final List<String> OPTIONS = List.of(
            "--read-only",
            "--cap-drop=ALL",
            "--security-opt=no-new-privileges",
            "--memory=128m",
            "--memory-swap=128m",
            "--stop-timeout=40");

    private static final Docker DOCKER = Docker.here();

    private static LocalSqs sqs;
    private static TestQueue normal;
    private static TestQueue high;

    @BeforeAll
    static void startQueues() {
        sqs = LocalSqs.start(0);
        normal = TestQueue.at(sqs.endpoint(), QueueSpec.named("jobs-normal"));
        high = TestQueue.at(sqs.endpoint(), QueueSpec.named("jobs-high"));
    }

    @AfterAll
    static void stopQueues() {
        normal.close();
        high.close();
        sqs.close();
    }

    @Test
    void aJobPassesFromOneContainerToTheOther() throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver();
                Container producer = start("producer");
                Container worker = start("consumer");
                HttpCalls http = new HttpCalls(1)) {
            String job = """
                    {"type":"webhook","data":{"url":"%s"}}""".formatted(receiver.uri());

            assertThat(http.post(producer.api().resolve("/jobs"), job)
                            .get(10, TimeUnit.SECONDS)
                            .status())
                    .isEqualTo(202);

            // The poll of a container that was removed may have taken the job with it, until its visibility timeout.
            await().atMost(60, TimeUnit.SECONDS).until(() -> receiver.total() == 1);
            await().until(() -> worker.log().contains("completed"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"producer", "consumer"})
    void aContainerStopsInGoodOrder(String service) {
        try (Container container = start(service)) {
            assertThat(container.stop()).isZero();
            assertThat(container.log()).contains("SIGTERM: stopping in good order");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"producer", "consumer"})
    void aContainerRunsWithoutRootAndHasNoShell(String service) {
        try (Container container = start(service)) {
            assertThat(container.tells("{{.Config.User}}")).isEqualTo("65532:65532");
            assertThat(container.execute("/bin/sh", "-c", "true").isGood()).isFalse();
            assertThat(container.tells("{{.State.OOMKilled}}")).isEqualTo("false");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"producer", "consumer"})
    void theEngineItselfFindsAContainerHealthy(String service) {
        try (Container container = start(service)) {
            await().atMost(40, TimeUnit.SECONDS)
                    .until(() -> container.tells("{{.State.Health.Status}}").equals("healthy"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"producer", "consumer"})
    void anImageSaysWhatItIsAndFromWhichCommit(String service) {
        assertThat(label(service, "title")).isEqualTo("sluice-" + service);
        assertThat(label(service, "revision")).matches("[0-9a-f]{40}");
        assertThat(label(service, "created")).matches("\\d{4}-\\d{2}-\\d{2}T.*Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"producer", "consumer"})
    void anImageIsSmall(String service) {
        long unpacked = Long.parseLong(DOCKER.run("image", "inspect", "--format={{.Size}}", image(service)));
        long pulled = DOCKER.pulledBytes(image(service));
        System.out.printf("%s: %.1f MB unpacked, %.1f MB as pulled%n", image(service), unpacked / 1e6, pulled / 1e6);

        // The larger of the two, the producer, has 95.3 MB; each further MB is to be a decision.
        assertThat(unpacked).isLessThanOrEqualTo(97_000_000);
        assertThat(pulled).isLessThanOrEqualTo(35_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"producer", "consumer"})
    void anImageHasCertificatesAndTimeZones(String service) {
        String id = DOCKER.run("create", image(service));
        try {
            assertThat(DOCKER.run("cp", id + ":/etc/ssl/certs/ca-certificates.crt", "-"))
                    .contains("BEGIN CERTIFICATE");
            assertThat(DOCKER.run("cp", "-L", id + ":/usr/share/zoneinfo/Europe/Berlin", "-"))
                    .contains("TZif");
        } finally {
            DOCKER.run("rm", id);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"producer", "consumer"})
    void aBillOfMaterialsLiesBesideAnImage(String service) {
        assertThat(Repository.path(service + "/target/bom.json"))
                .content()
                .contains("\"bomFormat\" : \"CycloneDX\"")
                .contains("\"name\" : \"sqs\"")
                .doesNotContain("elasticmq");
    }

    private static Container start(String service) {
        Map<String, String> environment = service.equals("producer")
                ? Map.of()
                : Map.of(
                        "SLUICE_CONSUMER_OUTBOUND_ALLOW_PRIVATE_ADDRESSES", "true",
                        "MP_MESSAGING_INCOMING_JOBS_WAIT_TIME", "1");
        Container.Plan plan = new Container.Plan(image(service), OPTIONS, environment, Container.HEALTH_CHECK);
        return Container.start(DOCKER, plan, sqs.endpoint());
    }

    private static String image(String service) {
        return "sluice-" + service + ":" + TAG;
    }

    private static String label(String service, String name) {
        return DOCKER.run(
                "image",
                "inspect",
                "--format={{index .Config.Labels \"org.opencontainers.image." + name + "\"}}",
                image(service));
    }
}
