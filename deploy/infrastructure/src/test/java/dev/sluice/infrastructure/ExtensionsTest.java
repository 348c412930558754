package dev.sluice.infrastructure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class ExtensionsTest {

    private static final Path BACKLOG = Extensions.SCALING.resolve("backlog-per-worker.config");
    private static final Path DEPTH = Extensions.SCALING.resolve("queue-depth.config");

    static List<Path> files() {
        return Extensions.files();
    }

    static List<Path> policies() {
        return Extensions.in(Extensions.SCALING).toList();
    }

    /** Elastic Beanstalk Developer Guide, "Functions": these four and no conditions. */
    @ParameterizedTest
    @MethodSource("files")
    void useFunctionsThatElasticBeanstalkHasAndNoOthers(Path file) {
        JsonNode document = Documents.read(file);
        Set<String> functions = new TreeSet<>();
        Tree.forEachField(document, (name, value) -> {
            if (name.startsWith("Fn::")) {
                functions.add(name);
            }
        });

        assertThat(functions).isSubsetOf("Fn::GetAtt", "Fn::Join", "Fn::GetOptionSetting");
        assertThat(document.properties().stream().map(section -> section.getKey()))
                .as("an option here is refused in an immutable deployment; it belongs into the template")
                .isSubsetOf("Resources", "files", "commands");
    }

    /**
     * What a producer begins with, and keeps: "you can't perform an immutable deployment" of configuration files that change resources
     * (Developer Guide, "Deployment policies and settings").
     */
    @Test
    void changeNoResourceOfAProducerButThePortOfItsHealthCheck() {
        for (Path file : Extensions.in(Documents.BUNDLES.resolve("producer/.ebextensions"))
                .toList()) {
            JsonNode resources = Documents.read(file).path("Resources");
            assertThat(resources.toString())
                    .as(file.toString())
                    .isIn(
                            "",
                            "{\"AWSEBV2LoadBalancerTargetGroup\":{\"Type\":\"AWS::ElasticLoadBalancingV2::TargetGroup\","
                                    + "\"Properties\":{\"HealthCheckPort\":\"9000\"}}}");
        }
    }

    @ParameterizedTest
    @MethodSource("policies")
    void silenceElasticBeanstalksOwnTrigger(Path policy) {
        for (String alarm : List.of("AWSEBCloudwatchAlarmHigh", "AWSEBCloudwatchAlarmLow")) {
            JsonNode actions = Documents.read(policy).at("/Resources/" + alarm + "/Properties/AlarmActions");
            assertThat(actions.isArray()).isTrue();
            assertThat(actions).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("policies")
    void scaleTheEnvironmentsGroupByItsQueue(Path policy) {
        JsonNode resources = Documents.read(policy).get("Resources");
        Tree.resources(Documents.read(policy), "AWS::AutoScaling::ScalingPolicy")
                .forEach((name, properties) -> assertThat(
                                properties.at("/AutoScalingGroupName/Ref").asText())
                        .isEqualTo("AWSEBAutoScalingGroup"));
        Set<String> metrics = new TreeSet<>();
        Tree.forEachField(resources, (name, value) -> {
            if (name.equals("MetricName")) {
                metrics.add(value.asText());
            }
        });

        assertThat(metrics).contains("ApproximateNumberOfMessagesVisible");
    }

    /**
     * Backlog per worker by what is acceptable: (visible / workers) / (latency / (time in the handler / concurrency)); and a
     * busy fleet does not shrink.
     */
    @Test
    void trackTheBacklogThatEachWorkerMayHaveAndWhatIsInWork() {
        JsonNode tracking =
                Documents.read(BACKLOG).at("/Resources/BacklogPerWorkerPolicy/Properties/TargetTrackingConfiguration");
        JsonNode metrics = tracking.at("/CustomizedMetricSpecification/Metrics");

        assertThat(expression(metrics, "share"))
                .isEqualTo(
                        "(visible / IF(workers > 0, workers, 1)) / (AcceptableLatency / (TimePerJob / Concurrency))");
        assertThat(expression(metrics, "busy"))
                .isEqualTo("working / (IF(workers > 0, workers, 1) * Concurrency * 0.9)");
        assertThat(expression(metrics, "load")).isEqualTo("MAX([share, IF(busy < 0.95, busy, 0.95)])");
        assertThat(tracking.get("TargetValue").asInt()).isEqualTo(1);
    }

    /** As CloudWatch will read it, with the names of option settings in the place of their values. */
    private static String expression(JsonNode metrics, String id) {
        for (JsonNode metric : metrics) {
            if (metric.get("Id").asText().equals(id)) {
                JsonNode expression = metric.get("Expression");
                if (expression.isTextual()) {
                    return expression.asText();
                }
                StringBuilder joined = new StringBuilder();
                for (JsonNode part : expression.at("/Fn::Join/1")) {
                    joined.append(
                            part.isTextual()
                                    ? part.asText()
                                    : part.at("/Fn::GetOptionSetting/OptionName")
                                            .asText());
                }
                return joined.toString();
            }
        }
        throw new IllegalArgumentException("No metric " + id);
    }

    /** The metric of how many are in service is there only if the group is told to collect it. */
    @Test
    void haveTheGroupTellItsWorkers() {
        assertThat(Documents.read(BACKLOG)
                        .at("/Resources/AWSEBAutoScalingGroup/Properties/MetricsCollection/0/Metrics")
                        .toString())
                .contains("GroupInServiceInstances");
    }

    @Test
    void goUpAndDownByAlarmsOnTheQueuesDepth() {
        JsonNode resources = Documents.read(DEPTH).get("Resources");

        assertThat(resources.at("/SqsUpAlarm/Properties/AlarmActions/0/Ref").asText())
                .isEqualTo("UpPolicy");
        assertThat(resources.at("/SqsDownAlarm/Properties/AlarmActions/0/Ref").asText())
                .isEqualTo("DownPolicy");
        assertThat(resources.at("/SqsUpAlarm/Properties/AlarmName/Fn::Join/1/1").asText())
                .isEqualTo("sqs-up-alarm");
        assertThat(resources
                        .at("/SqsDownAlarm/Properties/AlarmName/Fn::Join/1/1")
                        .asText())
                .isEqualTo("sqs-down-alarm");
        assertThat(resources
                        .at("/SqsUpAlarm/Properties/Threshold/Fn::GetOptionSetting/OptionName")
                        .asText())
                .isEqualTo("ScaleUpMessages");
        assertThat(resources
                        .at("/SqsDownAlarm/Properties/Threshold/Fn::GetOptionSetting/OptionName")
                        .asText())
                .isEqualTo("ScaleDownMessages");
    }

    /** In use when an environment does not say it, which the template always does. */
    @Test
    void haveTheDefaultsOfTheTemplate() {
        JsonNode parameters = Documents.environment().get("Parameters");
        for (Path file : files()) {
            Tree.forEachField(Documents.read(file), (name, value) -> {
                if (name.equals("Fn::GetOptionSetting") && value.has("DefaultValue")) {
                    String option = value.get("OptionName").asText();
                    assertThat(value.get("DefaultValue").asText())
                            .as(option)
                            .isEqualTo((option.equals("ScaleDownStep") ? "-" : "")
                                    + parameters.get(option).get("Default").asText());
                }
            });
        }
    }

    /** The load balancer may come to the ports that the producer's security group opens to it. */
    @Test
    void checkHealthOnThePortThatIsOpenForIt() {
        JsonNode file = Documents.read(Documents.BUNDLES.resolve("producer/.ebextensions/health.config"));
        List<String> open = Tree.children(
                        Documents.environment().at("/Resources/ProducerSecurityGroup/Properties/SecurityGroupIngress"))
                .map(rule -> rule.get("FromPort").asText())
                .toList();

        assertThat(open)
                .containsExactly(
                        Tree.options(Documents.environment().at("/Resources/Producer/Properties"))
                                .get("aws:elasticbeanstalk:environment:process:default Port")
                                .asText(),
                        file.at("/Resources/AWSEBV2LoadBalancerTargetGroup/Properties/HealthCheckPort")
                                .asText());
    }

    @Test
    void letContainersReachTheMetadataServiceInBothTiers() throws Exception {
        Path producer = Documents.BUNDLES.resolve("producer/.ebextensions/metadata-hops.config");
        Path worker = Documents.BUNDLES.resolve("worker/.ebextensions/metadata-hops.config");

        assertThat(Files.readString(worker)).isEqualTo(Files.readString(producer));
        assertThat(Documents.read(producer)
                        .at("/commands/01_metadata_hops/command")
                        .asText())
                .contains("--http-tokens required", "--http-put-response-hop-limit 2");
    }

    /** sqsd takes version 1 and a list; with a task whose page nobody serves, it would fail again and again. */
    @Test
    void nameNoPeriodicTaskSinceNobodyListens() {
        JsonNode cron = Documents.read(Documents.BUNDLES.resolve("worker/cron.yaml"));

        assertThat(cron.get("version").asInt()).isEqualTo(1);
        assertThat(cron.get("cron").isArray()).isTrue();
        assertThat(cron.get("cron")).isEmpty();
    }
}
