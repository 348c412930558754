package dev.sluice.deploy.aws.beanstalk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.deploy.aws.store.FakeBuckets;
import dev.sluice.deploy.aws.wire.AwsError;
import dev.sluice.deploy.aws.wire.Model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Elastic Beanstalk as its Developer Guide and its API reference describe it; each test names the page. The pages are those of
 * docs.aws.amazon.com/elasticbeanstalk/latest.
 */
class FakeBeanstalkTest {

    private static final String PRODUCER = "sluice-dev-producer";
    private static final String WORKER = "sluice-dev-worker-normal";

    private final FakeBuckets buckets = new FakeBuckets();
    private final FakeBeanstalk beanstalk = new FakeBeanstalk(buckets);

    /** dg/environmentmgmt-updates-immutable: not with configuration files that change configuration settings or resources. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "option_settings: {'aws:elasticbeanstalk:environment:process:default': {HealthCheckPath: /other}}",
                "option_settings: [{namespace: 'aws:elasticbeanstalk:command', option_name: Timeout, value: '600'}]",
                "Resources: {AWSEBV2LoadBalancerTargetGroup: {Properties: {HealthCheckPort: '9001'}}}",
                "commands: {}"
            })
    void anImmutableDeploymentRefusesConfigurationFilesThatChangeTheEnvironment(String configuration) {
        know(
                "old",
                "option_settings: {'aws:elasticbeanstalk:environment:process:default': {HealthCheckPath: /health}}");
        know("new", configuration);
        beanstalk.create(PRODUCER, "old");
        beanstalk.create(WORKER, "old");

        deploy(PRODUCER, "new");
        deploy(WORKER, "new");

        assertThat(description(PRODUCER).path("VersionLabel").asText()).isEqualTo("old");
        assertThat(beanstalk.versionsOnInstances(PRODUCER).values()).containsOnly("old");
        assertThat(events()).anyMatch(event -> event.startsWith("ERROR You cannot perform an immutable deployment"));
        assertThat(beanstalk.versionsOnInstances(WORKER).values()).as("rolling").containsOnly("new");
    }

    @Test
    void anImmutableDeploymentTakesConfigurationFilesThatChangeInstancesOnly() {
        know("old", "{commands: {a: {command: one}}, option_settings: {a: {b: c}}}");
        know("new", "{commands: {a: {command: two}}, option_settings: [{namespace: a, option_name: b, value: c}]}");
        beanstalk.create(PRODUCER, "old");

        deploy(PRODUCER, "new");

        assertThat(beanstalk.versionsOnInstances(PRODUCER).values()).containsOnly("new");
    }

    /** dg/environmentmgmt-updates-immutable: settings that replace instances, not while updating other settings. */
    @Test
    void anInstanceTypeChangesByItselfWhereUpdatesAreImmutable() {
        beanstalk.create(PRODUCER, "old");
        beanstalk.create(WORKER, "old");
        Map<String, String> both = Map.of(
                "aws:autoscaling:launchconfiguration InstanceType", "t3.large", "aws:autoscaling:asg MaxSize", "4");

        assertThatThrownBy(() -> configure(PRODUCER, both)).hasMessageContaining("in concert");
        configure(PRODUCER, Map.of("aws:autoscaling:launchconfiguration InstanceType", "t3.large"));
        rest(PRODUCER);
        configure(PRODUCER, both);
        configure(WORKER, both);
    }

    /** api/API_UpdateEnvironment: attempting to update both the release and configuration is not allowed. */
    @Test
    void aVersionAndOptionsDoNotChangeInOneCall() {
        know("old", "");
        beanstalk.create(WORKER, "old");

        assertThatThrownBy(() -> call("UpdateEnvironment", """
                {"EnvironmentName": "%s", "VersionLabel": "old",
                 "OptionSettings": [{"Namespace": "a", "OptionName": "b", "Value": "c"}]}""".formatted(WORKER)))
                .isInstanceOfSatisfying(
                        AwsError.class, error -> assertThat(error.code()).isEqualTo("InvalidParameterCombination"));
    }

    /**
     * dg/environments-health-enhanced-notifications: if a deployment fails, the expected version is reset to the version from the
     * most recent successful deployment, and instances on another one are unhealthy.
     * dg/using-features.rolling-version-deploy: completed batches run the new version, pending ones the old one.
     */
    @Test
    void aRollingDeploymentThatFailsLeavesTheOldLabelOverAMixture() {
        know("new", "");
        beanstalk.create(WORKER, "old");
        beanstalk.plan(WORKER, Deployment.failing("no"));

        deploy(WORKER, "new");

        assertThat(description(WORKER).path("VersionLabel").asText()).isEqualTo("old");
        assertThat(description(WORKER).path("Health").asText()).isEqualTo("Red");
        List<JsonNode> instances = instances(WORKER);
        assertThat(instances)
                .extracting(one -> one.at("/Deployment/VersionLabel").asText() + " "
                        + one.at("/Deployment/DeploymentId").asInt() + " "
                        + one.at("/Deployment/Status").asText() + " "
                        + one.path("HealthStatus").asText())
                .containsExactly("new 2 Deployed Degraded", "new 2 Failed Degraded", "old 1 Deployed Ok");
        assertThat(instances.getFirst().at("/Causes/0").asText())
                .isEqualTo(
                        "Incorrect application version \"new\" (deployment 2). Expected version \"old\" (deployment 1).");
        assertThat(call("DescribeEnvironmentHealth", name(WORKER))
                        .at("/Causes/0")
                        .asText())
                .isEqualTo("Incorrect application version found on 2 out of 3 instances."
                        + " Expected version \"old\" (deployment 1).");
    }

    /** dg/environmentmgmt-updates-immutable: a failed one is reverted by terminating the new group. */
    @Test
    void anImmutableDeploymentThatFailsLeavesWhatWasThere() {
        know("new", "");
        beanstalk.create(PRODUCER, "old");
        Set<String> before = beanstalk.versionsOnInstances(PRODUCER).keySet();
        beanstalk.plan(PRODUCER, Deployment.failing("no"));

        deploy(PRODUCER, "new");

        assertThat(beanstalk.versionsOnInstances(PRODUCER).values()).containsOnly("old");
        assertThat(beanstalk.versionsOnInstances(PRODUCER).keySet()).isEqualTo(before);
        assertThat(description(PRODUCER).path("VersionLabel").asText()).isEqualTo("old");
    }

    /** dg/using-features.rollingupdates.cancel: canceling a deployment simply stops it. */
    @Test
    void aDeploymentThatIsCanceledStopsWhereItIs() {
        know("new", "");
        for (String name : List.of(WORKER, PRODUCER)) {
            beanstalk.create(name, "old");
            beanstalk.plan(name, Deployment.stuck());
            call("UpdateEnvironment", deployment(name, "new"));
            description(name);
            assertThat(description(name).path("VersionLabel").asText())
                    .as("while it is under way")
                    .isEqualTo("new");

            call("AbortEnvironmentUpdate", name(name));

            assertThat(description(name).path("Status").asText()).isEqualTo("Aborting");
            assertThat(description(name).path("Status").asText()).isEqualTo("Ready");
            assertThat(description(name).path("VersionLabel").asText()).isEqualTo("old");
        }
        assertThat(new TreeSet<>(beanstalk.versionsOnInstances(WORKER).values()))
                .containsExactly("new", "old");
        assertThat(beanstalk.versionsOnInstances(PRODUCER).values()).containsOnly("old");
    }

    /** The same version can be deployed again: dg/environments-health-enhanced-notifications has it as the solution. */
    @Test
    void theVersionOfTheLabelCanBeDeployedAgain() {
        know("old", "");
        know("new", "");
        beanstalk.create(WORKER, "old");
        beanstalk.plan(WORKER, Deployment.failing("no"));
        deploy(WORKER, "new");

        deploy(WORKER, "old");

        assertThat(instances(WORKER))
                .allSatisfy(one -> assertThat(one.at("/Deployment/DeploymentId").asInt())
                        .as("api/API_Deployment: increases by one each time")
                        .isEqualTo(3));
        assertThat(description(WORKER).path("Health").asText()).isEqualTo("Green");
    }

    /** api/API_EnvironmentDescription: only one that is Ready is available to have an action performed on it. */
    @Test
    void anEnvironmentThatIsNotReadyRefusesWhateverChangesIt() {
        know("new", "");
        beanstalk.create(WORKER, "old");
        beanstalk.plan(WORKER, Deployment.stuck());
        call("UpdateEnvironment", deployment(WORKER, "new"));

        assertThatThrownBy(() -> call("UpdateEnvironment", deployment(WORKER, "new")))
                .hasMessageContaining("Must be Ready");
        assertThatThrownBy(() -> configure(WORKER, Map.of("aws:autoscaling:asg MinSize", "2")))
                .hasMessageContaining("Must be Ready");
        assertThatThrownBy(() -> call("TerminateEnvironment", name(WORKER))).hasMessageContaining("Must be Ready");
        call("AbortEnvironmentUpdate", name(WORKER));
        rest(WORKER);
        assertThatThrownBy(() -> call("AbortEnvironmentUpdate", name(WORKER)))
                .hasMessageContaining("not being updated");
        call("TerminateEnvironment", name(WORKER));
    }

    /**
     * dg/environment-platform-update-managed: always immutable. dg/environmentmgmt-updates-immutable: first one instance in a
     * temporary group, which are transferred once all are healthy.
     */
    @Test
    void aManagedUpdateBringsNewInstancesFromATemporaryGroup() {
        beanstalk.create(WORKER, "old");
        Map<String, String> before = beanstalk.groupsOfInstances(WORKER);
        beanstalk.plan(WORKER, Deployment.slow(1));

        beanstalk.updatePlatform(WORKER);
        description(WORKER);
        description(WORKER);
        Map<String, String> meanwhile = beanstalk.groupsOfInstances(WORKER);
        rest(WORKER);
        Map<String, String> after = beanstalk.groupsOfInstances(WORKER);

        assertThat(meanwhile).hasSize(4).containsAllEntriesOf(before);
        assertThat(new TreeSet<>(meanwhile.values())).hasSize(2);
        assertThat(after).hasSize(3).doesNotContainKeys(before.keySet().toArray(String[]::new));
        assertThat(new TreeSet<>(after.values())).isEqualTo(new TreeSet<>(before.values()));
        assertThat(beanstalk.versionsOnInstances(WORKER).values()).containsOnly("old");
    }

    /** api/API_DescribeInstancesHealth: without names of attributes a list of instances, in pages. */
    @Test
    void instancesAreToldInPagesAndWithTheAttributesThatAreAskedFor() {
        beanstalk.create(WORKER, "old");
        beanstalk.tellInstancesInPagesOf(2);

        JsonNode first = call("DescribeInstancesHealth", name(WORKER));

        assertThat(first.path("InstanceHealthList")).hasSize(2).allSatisfy(one -> assertThat(one)
                .hasSize(1));
        assertThat(first.path("NextToken").asText()).isNotEmpty();
        assertThat(instances(WORKER)).hasSize(3);
    }

    private void know(String label, String configuration) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(".ebextensions/some.config"));
            zip.write(configuration.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        beanstalk.createVersion(label, label + ".zip", bytes.toByteArray());
    }

    private void deploy(String name, String label) {
        call("UpdateEnvironment", deployment(name, label));
        rest(name);
    }

    private static String deployment(String name, String label) {
        return "{\"EnvironmentName\": \"%s\", \"VersionLabel\": \"%s\"}".formatted(name, label);
    }

    /** @param options by namespace and name, with a space between them */
    private void configure(String name, Map<String, String> options) {
        String settings = options.entrySet().stream()
                .map(option -> "{\"Namespace\": \"%s\", \"OptionName\": \"%s\", \"Value\": \"%s\"}"
                        .formatted(
                                option.getKey().split(" ")[0], option.getKey().split(" ")[1], option.getValue()))
                .collect(Collectors.joining(", "));
        call("UpdateEnvironment", "{\"EnvironmentName\": \"%s\", \"OptionSettings\": [%s]}".formatted(name, settings));
    }

    private void rest(String name) {
        for (int i = 0; i < 20 && !description(name).path("Status").asText().equals("Ready"); i++) {
            // Each look brings it on.
        }
        assertThat(description(name).path("Status").asText()).isEqualTo("Ready");
    }

    private JsonNode description(String name) {
        return call("DescribeEnvironments", "{\"EnvironmentNames\": [\"%s\"]}".formatted(name))
                .at("/Environments/0");
    }

    private List<JsonNode> instances(String name) {
        List<JsonNode> instances = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = call(
                    "DescribeInstancesHealth",
                    "{\"EnvironmentName\": \"%s\", \"AttributeNames\": [\"All\"]%s}".formatted(name, token));
            page.path("InstanceHealthList").forEach(instances::add);
            token = page.has("NextToken")
                    ? ", \"NextToken\": \"" + page.path("NextToken").asText() + "\""
                    : "";
        } while (!token.isEmpty());
        return instances;
    }

    private List<String> events() {
        List<String> events = new ArrayList<>();
        call("DescribeEvents", "{}")
                .path("Events")
                .forEach(event -> events.add(event.path("Severity").asText() + " "
                        + event.path("Message").asText()));
        return events;
    }

    private static String name(String name) {
        return "{\"EnvironmentName\": \"%s\"}".formatted(name);
    }

    private JsonNode call(String operation, String input) {
        try {
            return Model.write(
                    beanstalk.operations().call(operation, new JsonMapper().readTree(input)),
                    time -> JsonNodeFactory.instance.textNode(time.toString()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
