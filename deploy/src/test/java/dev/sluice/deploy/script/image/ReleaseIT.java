package dev.sluice.deploy.script.image;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import dev.sluice.deploy.script.Installation;
import dev.sluice.deploy.script.Run;
import dev.sluice.deploy.script.bundle.Bundle;
import dev.sluice.deploy.script.bundle.TaskContainer;
import dev.sluice.localaws.LocalSqs;
import dev.sluice.localaws.QueueSpec;
import dev.sluice.testkit.HttpCalls;
import dev.sluice.testkit.TestQueue;
import dev.sluice.testkit.WebhookReceiver;
import dev.sluice.testkit.container.Container;
import dev.sluice.testkit.container.Docker;

import static dev.sluice.deploy.script.Installation.allOn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A release from a clean checkout to "Ready", with nothing in between left out: the images are built from the executables of
 * the commit, pushed, and pulled and run again by the names and with the limits that the uploaded bundles say.
 */
@EnabledIfSystemProperty(
        named = "release.rehearsal",
        matches = "true",
        disabledReason =
                "Needs the executables of the checked-out commit, without other changes: ./mvnw package -Dnative;"
                        + " then -Drelease.rehearsal=true, as root, with Debian's docker.io and docker-registry")
class ReleaseIT {

    private static final List<String> SERVICES = List.of("producer", "consumer");

    private static Engine engine;
    private static Installation dev;
    private static Run built;
    private static Run released;

    @BeforeAll
    static void release() throws IOException {
        engine = Engine.start();
        dev = Installation.runningOld(CompiledHead.cloneOfHead());
        SERVICES.forEach(service -> CompiledHead.bringExecutable(service, dev.checkout()));
        dev.aws().repositories().use(engine);
        dev.script()
                .with("DOCKER_HOST", engine.host())
                .with("MAVEN_USER_HOME", System.getProperty("user.home") + "/.m2");
        CompiledHead.makeBaseImage(dev.checkout(), engine.host());
        built = dev.sluice("build", "--reuse-executables");
        // A release would go on by compiling.
        assertThat(built.status()).as(built.toString()).isZero();
        released = dev.sluice("release", "dev", "--json");
    }

    @AfterAll
    static void close() throws IOException {
        if (dev != null) {
            dev.close();
        }
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void endsReadyAndGreenOnTheVersionThatWasBuilt() {
        assertThat(released.status()).as(released.toString()).isZero();
        assertThat(released.json().path("version").asText())
                .isEqualTo(version())
                .startsWith(dev.checkout().shortCommit())
                .doesNotEndWith("dirty");
        assertThat(released.json().path("environments")).hasSize(3).allSatisfy(one -> {
            assertThat(one.path("status").asText()).isEqualTo("Ready");
            assertThat(one.path("health").asText()).isEqualTo("Green");
        });
        assertThat(dev.labels()).isEqualTo(allOn(version()));
    }

    @Test
    void whatTheBundlesSayIsPulledAndRunAndDoesAJob() throws Exception {
        Container.Plan producerPlan = pulled("producer");
        Container.Plan workerPlan = pulled("worker")
                .with(Map.of(
                        "SLUICE_CONSUMER_OUTBOUND_ALLOW_PRIVATE_ADDRESSES", "true",
                        "SLUICE_CONSUMER_SCALE_IN_PROTECTION_ENABLED", "false",
                        "MP_MESSAGING_INCOMING_JOBS_WAIT_TIME", "1"));
        try (LocalSqs sqs = LocalSqs.start(0);
                TestQueue normal = TestQueue.at(sqs.endpoint(), QueueSpec.named("jobs-normal"));
                TestQueue high = TestQueue.at(sqs.endpoint(), QueueSpec.named("jobs-high"));
                WebhookReceiver receiver = new WebhookReceiver();
                Container producer = Container.start(engine.docker(), producerPlan, sqs.endpoint());
                Container worker = Container.start(engine.docker(), workerPlan, sqs.endpoint());
                HttpCalls http = new HttpCalls(1)) {
            String job = """
                    {"type":"webhook","data":{"url":"%s"}}""".formatted(receiver.uri());

            assertThat(http.post(producer.api().resolve("/jobs"), job)
                            .get(30, TimeUnit.SECONDS)
                            .status())
                    .isEqualTo(202);

            await().atMost(60, TimeUnit.SECONDS).until(() -> receiver.total() == 1);
            await().atMost(60, TimeUnit.SECONDS).until(() -> normal.depth() + high.depth() == 0);
            assertThat(worker.log()).contains("completed");
            for (Container container : List.of(producer, worker)) {
                Docker.Answer health = container.checkHealth();
                assertThat(health.status()).as(health.text()).isZero();
                assertThat(container.tells("{{.HostConfig.ReadonlyRootfs}} {{.Config.User}} {{.State.OOMKilled}}"))
                        .isEqualTo("true 65532:65532 false");
                assertThat(container.stop()).isZero();
            }
        }
    }

    private static String version() {
        return built.out().strip();
    }

    /** What a bundle runs, of an image that comes from the registry, since it is here no longer. */
    private static Container.Plan pulled(String role) {
        Container.Plan plan = TaskContainer.of(Bundle.uploaded(dev, version(), role));
        Docker docker = engine.docker();
        String service = role.equals("producer") ? "producer" : "consumer";
        assertThat(plan.image()).isEqualTo(engine.address() + "/sluice-" + service + ":" + version());
        docker.run("image", "rm", plan.image(), "sluice-" + service + ":" + version());
        assertThat(docker.ask("image", "inspect", plan.image()).isGood()).isFalse();
        engine.logIn();
        docker.run("pull", plan.image());
        return plan;
    }
}
