package dev.sluice.deploy.infrastructure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.sluice.deploy.infrastructure.document.Documents;
import dev.sluice.deploy.infrastructure.document.Extensions;
import dev.sluice.deploy.infrastructure.document.Tree;

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
        JsonNode document = Extensions.read(file);
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
     * What a producer begins with, and keeps: an immutable deployment is refused when its configuration files change resources. See
     * the Developer Guide, "Deployment policies and settings"; only read, as docs/aws-rules.md says.
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

    /** An alarm without actions may be one that Elastic Beanstalk gives its own again; one that may not act does not. */
    @ParameterizedTest
    @MethodSource("policies")
    void silenceElasticBeanstalksOwnTrigger(Path policy) {
        for (String alarm : List.of("AWSEBCloudwatchAlarmHigh", "AWSEBCloudwatchAlarmLow")) {
            JsonNode enabled = Extensions.read(policy).at("/Resources/" + alarm + "/Properties/ActionsEnabled");
            assertThat(enabled.isBoolean()).isTrue();
            assertThat(enabled.asBoolean()).isFalse();
        }
    }

    /**
     * What the service role may put is its policy's, AWSElasticBeanstalkManagedUpdatesCustomerRolePolicy: alarms named
     * {@code awseb-*} and {@code eb-*}, which those without a name are by the name of their stack.
     */
    @ParameterizedTest
    @MethodSource("policies")
    void nameAlarmsAsManagedUpdatesMayPutThem(Path policy) {
        Tree.resources(Extensions.read(policy), "AWS::CloudWatch::Alarm").values().stream()
                .filter(alarm -> alarm.has("AlarmName"))
                .forEach(alarm ->
                        assertThat(alarm.at("/AlarmName/Fn::Join/1/0").asText()).isEqualTo("awseb"));
    }

    /** Elastic Beanstalk refuses an immutable deployment with configuration files that change resources, as other steps do. */
    @Test
    void comeToWorkersByDeploymentsThatMayChangeResources() {
        Tree.resources(Documents.environment(), "AWS::ElasticBeanstalk::Environment").values().stream()
                .map(Tree::options)
                .filter(options -> options.containsKey("aws:elasticbeanstalk:customoption QueueName"))
                .forEach(options -> assertThat(options.get("aws:elasticbeanstalk:command DeploymentPolicy")
                                .asText())
                        .isEqualTo("Rolling"));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void scaleTheEnvironmentsGroupByItsQueue(Path policy) {
        JsonNode resources = Extensions.read(policy).get("Resources");
        Tree.resources(Extensions.read(policy), "AWS::AutoScaling::ScalingPolicy")
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
                Extensions.read(BACKLOG).at("/Resources/BacklogPerWorkerPolicy/Properties/TargetTrackingConfiguration");
        JsonNode metrics = tracking.at("/CustomizedMetricSpecification/Metrics");

        assertThat(expression(metrics, "share"))
                .isEqualTo(
                        "(visible / IF(serving > 0, serving, 1)) / (AcceptableLatency / (TimePerJob / Concurrency))");
        assertThat(expression(metrics, "busy"))
                .isEqualTo("FILL(working, 0) / (IF(serving > 0, serving, 1) * Concurrency * 0.9)");
        assertThat(expression(metrics, "load"))
                .isEqualTo("IF(visible >= 0 AND serving >= 0, MAX([share, IF(busy < 0.95, busy, 0.95)]))");
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

    /** The metrics of a group are there only if it is told to collect them. */
    @ParameterizedTest
    @MethodSource("policies")
    void haveTheGroupTellItsWorkers(Path policy) {
        JsonNode resources = Extensions.read(policy);
        String collected = resources
                .at("/Resources/AWSEBAutoScalingGroup/Properties/MetricsCollection/0/Metrics")
                .toString();
        Tree.forEachField(resources, (name, value) -> {
            if (name.equals("Metric") && value.get("Namespace").asText().equals("AWS/AutoScaling")) {
                assertThat(collected).contains(value.get("MetricName").asText());
            }
        });
    }

    /** Amazon EC2 Auto Scaling User Guide, "Step adjustments": bounds count from the threshold, and the last has none above. */
    @Test
    void addTheWorkersOfTheStepThatTheQueuesDepthReaches() {
        JsonNode resources =
                Extensions.policy(DEPTH, "1500:2,6000:5,24000:10", "50:1").get("Resources");

        assertThat(resources.at("/SqsUpAlarm/Properties/AlarmActions/0/Ref").asText())
                .isEqualTo("UpPolicy");
        assertThat(resources.at("/SqsUpAlarm/Properties/AlarmName/Fn::Join/1/2").asText())
                .isEqualTo("sqs-up-alarm");
        assertThat(resources.at("/SqsUpAlarm/Properties/Threshold").asInt()).isEqualTo(1500);
        assertThat(resources.at("/UpPolicy/Properties/StepAdjustments"))
                .map(JsonNode::toString)
                .containsExactly(
                        "{\"MetricIntervalLowerBound\":0,\"MetricIntervalUpperBound\":4500,\"ScalingAdjustment\":2}",
                        "{\"MetricIntervalLowerBound\":4500,\"MetricIntervalUpperBound\":22500,\"ScalingAdjustment\":5}",
                        "{\"MetricIntervalLowerBound\":22500,\"ScalingAdjustment\":10}");
    }

    /** "Scaling cooldowns for Amazon EC2 Auto Scaling": only simple policies have one; they have no steps. */
    @Test
    void removeWorkersByAnAlarmAndAPolicyWithACoolDownForEachStep() {
        JsonNode resources = Extensions.policy(DEPTH, "1500:2", "0:4,20:2,50:1").get("Resources");

        for (int step = 0; step < 3; step++) {
            String number = step == 0 ? "" : Integer.toString(step + 1);
            JsonNode alarm = resources.at("/SqsDownAlarm" + number + "/Properties");
            JsonNode policy = resources.at("/DownPolicy" + number + "/Properties");
            assertThat(alarm.at("/AlarmActions/0/Ref").asText()).isEqualTo("DownPolicy" + number);
            assertThat(alarm.at("/AlarmName/Fn::Join/1/2").asText())
                    .isEqualTo("sqs-down-alarm" + (step == 0 ? "" : "-" + number));
            assertThat(alarm.get("Threshold").asInt())
                    .isEqualTo(List.of(0, 20, 50).get(step));
            // The deepest first: two minutes are more than alarms may be apart that look at the same minute.
            assertThat(alarm.get("EvaluationPeriods").asInt()).isEqualTo(15 + 2 * step);
            assertThat(policy.get("PolicyType").asText()).isEqualTo("SimpleScaling");
            assertThat(policy.get("Cooldown").asInt()).isEqualTo(300);
            assertThat(policy.get("ScalingAdjustment").asInt())
                    .isEqualTo(List.of(-4, -2, -1).get(step));
        }
        assertThat(Tree.resources(Extensions.policy(DEPTH, "1500:2", "50:1"), "AWS::CloudWatch::Alarm"))
                .containsOnlyKeys("AWSEBCloudwatchAlarmHigh", "AWSEBCloudwatchAlarmLow", "SqsDownAlarm", "SqsUpAlarm");
    }

    /** In use when an environment does not say it, which the template always does. */
    @Test
    void haveTheDefaultsOfTheTemplate() {
        JsonNode parameters = Documents.environment().get("Parameters");
        for (Path file : files()) {
            Tree.forEachField(Extensions.read(file), (name, value) -> {
                if (name.equals("Fn::GetOptionSetting") && value.has("DefaultValue")) {
                    String option = value.get("OptionName").asText();
                    assertThat(value.get("DefaultValue").asText())
                            .as(option)
                            .isEqualTo(parameters.get(option).get("Default").asText());
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
