package dev.sluice.deploy.infrastructure;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import dev.sluice.deploy.infrastructure.document.Documents;
import dev.sluice.deploy.infrastructure.document.Extensions;
import dev.sluice.deploy.infrastructure.document.Tree;

import static org.assertj.core.api.Assertions.assertThat;

class BeanstalkTest {

    private static final String LAUNCH = "aws:autoscaling:launchconfiguration ";
    private static final String PROPERTIES = "aws:elasticbeanstalk:application:environment ";
    private static final String CUSTOM = "aws:elasticbeanstalk:customoption ";

    private final JsonNode template = Documents.environment();
    private final Map<String, JsonNode> environments = Tree.resources(template, "AWS::ElasticBeanstalk::Environment");

    @Test
    void hasAProducerAndWorkersOfTheirOwnForEachPriority() {
        assertThat(environments).containsOnlyKeys("Producer", "WorkerHigh", "WorkerNormal");
        environments.forEach((name, environment) -> assertThat(
                        environment.at("/EnvironmentName/Fn::Sub").asText())
                .isEqualTo("sluice-${Environment}-"
                        + name.replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT)));
    }

    /** Whatever a stack's update changes, it names the version and the platform that run, and neither replaces an environment. */
    @Test
    void namesWhatRunsByParametersThatCanBeChanged() {
        environments.forEach((name, environment) -> {
            assertThat(environment.at("/VersionLabel/Ref").asText()).isEqualTo(name + "Version");
            assertThat(environment.at("/PlatformArn/Ref").asText()).isEqualTo(name + "Platform");
            assertThat(environment.has("SolutionStackName")).as(name).isFalse();
            assertThat(template.at("/Parameters/" + name + "Version").has("Default"))
                    .isFalse();
            assertThat(template.at("/Parameters/" + name + "Platform").has("Default"))
                    .isFalse();
        });
    }

    /** An immutable update refuses an instance type together with another option (Developer Guide, "Immutable environment updates"). */
    @Test
    void takesAnInstanceTypeTogetherWithOtherOptions() {
        environments.values().forEach(environment -> assertThat(Tree.options(environment)
                        .get("aws:autoscaling:updatepolicy:rollingupdate RollingUpdateType")
                        .asText())
                .isEqualTo("Health"));
    }

    /** They are written out twice, since CloudFormation has neither anchors nor loops without a macro. */
    @Test
    void workersDifferInTheirPriorityOnly() {
        String high = environments.get("WorkerHigh").toString();
        String normal = environments.get("WorkerNormal").toString();

        assertThat(normal)
                .isEqualTo(high.replace("WorkerHigh", "WorkerNormal")
                        .replace("worker-high", "worker-normal")
                        .replace("HighQueue", "NormalQueue"));
    }

    @Test
    void instancesTakeImdsV2OnlyAndHaveNoGroupButTheirOwn() {
        environments.forEach((name, environment) -> {
            Map<String, JsonNode> options = Tree.options(environment);
            assertThat(options.get(LAUNCH + "DisableIMDSv1").asText()).isEqualTo("true");
            assertThat(options.get(LAUNCH + "DisableDefaultEC2SecurityGroup").asText())
                    .isEqualTo("true");
            assertThat(options.get(LAUNCH + "SecurityGroups").get("Ref").asText())
                    .isEqualTo(name.startsWith("Worker") ? "WorkerSecurityGroup" : "ProducerSecurityGroup");
        });
    }

    @Test
    void instancesAreWhatTheirProfileSaysAndNotWhatAnotherDoes() {
        environments.forEach((name, environment) -> {
            String profile = Tree.options(environment)
                    .get(LAUNCH + "IamInstanceProfile")
                    .get("Ref")
                    .asText();
            assertThat(profile).isEqualTo(name + "Profile");
            assertThat(template.at("/Resources/" + profile + "/Properties/Roles/0/Ref")
                            .asText())
                    .isEqualTo(name + "Role");
        });
    }

    @Test
    void onlyTheLoadBalancerReachesAProducerAndNobodyAWorker() {
        JsonNode resources = template.get("Resources");

        for (JsonNode rule : resources.at("/ProducerSecurityGroup/Properties/SecurityGroupIngress")) {
            assertThat(rule.at("/SourceSecurityGroupId/Ref").asText()).isEqualTo("LoadBalancerSecurityGroup");
        }
        assertThat(resources.at("/WorkerSecurityGroup/Properties").has("SecurityGroupIngress"))
                .isFalse();
        JsonNode clients = resources.at("/LoadBalancerSecurityGroup/Properties/SecurityGroupIngress");
        assertThat(clients).hasSize(1);
        assertThat(clients.at("/0/FromPort/Fn::If").toString()).isEqualTo("[\"HasCertificate\",443,80]");
        assertThat(clients.at("/0/CidrIp/Fn::If").toString())
                .isEqualTo("[\"IsPublic\",\"0.0.0.0/0\",{\"Ref\":\"ClientNetwork\"}]");
        assertThat(template.at("/Parameters/LoadBalancerScheme/Default").asText())
                .isEqualTo("internal");
    }

    @Test
    void servicesLearnTheirQueuesByUrl() {
        assertThat(properties("Producer"))
                .containsEntry("MP_MESSAGING_OUTGOING_JOBS_HIGH_QUEUE", "{\"Ref\":\"HighQueue\"}")
                .containsEntry("MP_MESSAGING_OUTGOING_JOBS_NORMAL_QUEUE", "{\"Ref\":\"NormalQueue\"}")
                .containsEntry("SLUICE_CLOUDWATCH_ENVIRONMENT", "{\"Ref\":\"Environment\"}");
        // One queue, so one weight: docs/configuration.md.
        assertThat(properties("WorkerHigh"))
                .containsEntry("MP_MESSAGING_INCOMING_JOBS_QUEUE", "{\"Ref\":\"HighQueue\"}")
                .containsEntry("MP_MESSAGING_INCOMING_JOBS_WEIGHTS", "\"1\"")
                .containsEntry("SLUICE_CLOUDWATCH_ENVIRONMENT", "{\"Ref\":\"Environment\"}");
    }

    /** A secret among the properties is there for all who may describe the environment. */
    @Test
    void secretsAreFetchedAndNotWrittenDown() {
        var options = new TreeMap<String, JsonNode>();
        environments.values().forEach(environment -> options.putAll(Tree.options(environment)));

        assertThat(options.keySet())
                .filteredOn(name -> name.matches(".*(SECRET|TOKEN|PASSWORD|KEY).*"))
                .allMatch(name -> name.startsWith("aws:elasticbeanstalk:application:environmentsecrets "))
                .hasSize(2);
    }

    @Test
    void healthIsEnhancedPlatformsAreUpdatedAndLogsEnd() {
        environments.values().forEach(environment -> {
            Map<String, JsonNode> options = Tree.options(environment);
            assertThat(options.get("aws:elasticbeanstalk:healthreporting:system SystemType")
                            .asText())
                    .isEqualTo("enhanced");
            assertThat(options.get("aws:elasticbeanstalk:managedactions ManagedActionsEnabled")
                            .asText())
                    .isEqualTo("true");
            assertThat(options.get("aws:elasticbeanstalk:cloudwatch:logs RetentionInDays")
                            .get("Ref")
                            .asText())
                    .isEqualTo("LogRetentionDays");
        });
        Tree.resources(template, "AWS::Logs::LogGroup").forEach((name, group) -> assertThat(
                        group.at("/RetentionInDays/Ref").asText())
                .as(name)
                .isEqualTo("LogRetentionDays"));
    }

    /** An immutable deployment would have to end instances that protect themselves because they are busy. */
    @Test
    void producersAreReplacedAndWorkersAreNot() {
        String policy = "aws:elasticbeanstalk:command DeploymentPolicy";

        assertThat(Tree.options(environments.get("Producer")).get(policy).asText())
                .isEqualTo("Immutable");
        assertThat(Tree.options(environments.get("WorkerHigh")).get(policy).asText())
                .isEqualTo("Rolling");
    }

    @Test
    void bundlesAreGivenTheOptionsThatTheyReadAndNoOthers() {
        for (String name : List.of("WorkerHigh", "WorkerNormal")) {
            assertThat(Tree.options(environments.get(name)).keySet())
                    .filteredOn(option -> option.startsWith(CUSTOM))
                    .extracting(option -> option.substring(CUSTOM.length()))
                    .containsExactlyInAnyOrderElementsOf(Extensions.optionsRead());
        }
    }

    @Test
    void everythingThatHasACostSaysWhoseItIs() {
        for (JsonNode shown : List.of(template, Documents.shared())) {
            shown.get("Resources").properties().forEach(resource -> {
                String type = resource.getValue().get("Type").asText();
                if (List.of(
                                "AWS::SQS::Queue",
                                "AWS::Logs::LogGroup",
                                "AWS::ECR::Repository",
                                "AWS::ElasticBeanstalk::Environment",
                                "AWS::SNS::Topic")
                        .contains(type)) {
                    assertThat(Tree.children(resource.getValue().at("/Properties/Tags"))
                                    .map(tag -> tag.get("Key").asText()))
                            .as(resource.getKey())
                            .contains("application", "environment");
                }
            });
        }
    }

    private Map<String, String> properties(String environment) {
        var properties = new TreeMap<String, String>();
        Tree.options(environments.get(environment)).forEach((name, value) -> {
            if (name.startsWith(PROPERTIES)) {
                properties.put(name.substring(PROPERTIES.length()), value.toString());
            }
        });
        return properties;
    }
}
