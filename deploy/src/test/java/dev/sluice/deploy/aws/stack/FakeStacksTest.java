package dev.sluice.deploy.aws.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.ResourceChange;
import software.amazon.awssdk.services.cloudformation.model.Stack;

import dev.sluice.deploy.aws.beanstalk.FakeBeanstalk;
import dev.sluice.deploy.aws.registry.FakeRepositories;
import dev.sluice.deploy.aws.store.FakeBuckets;
import dev.sluice.testkit.Repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What CloudFormation and, behind it, Elastic Beanstalk do and refuse; and what the templates ask of them. */
@Tag("process")
class FakeStacksTest {

    private static final String ENVIRONMENT_TEMPLATE = """
            Parameters:
              Version: {Type: String}
              Platform: {Type: String}
              Type: {Type: String, Default: t3.small}
              Min: {Type: Number, Default: 1}
            Resources:
              Web:
                Type: AWS::ElasticBeanstalk::Environment
                Properties:
                  ApplicationName: sluice
                  EnvironmentName: web
                  VersionLabel: !Ref Version
                  PlatformArn: !Ref Platform
                  Tier: {Name: WebServer, Type: Standard}
                  OptionSettings:
                    - {Namespace: 'aws:ec2:instances', OptionName: InstanceTypes, Value: !Ref Type}
                    - {Namespace: 'aws:autoscaling:asg', OptionName: MinSize, Value: !Ref Min}
                    - {Namespace: 'aws:autoscaling:updatepolicy:rollingupdate', OptionName: RollingUpdateType, Value: Immutable}
            """;

    private final FakeBuckets buckets = new FakeBuckets();
    private final FakeBeanstalk beanstalk = new FakeBeanstalk(buckets);
    private final FakeRepositories repositories = new FakeRepositories();
    private final FakeStacks stacks = new FakeStacks(buckets, repositories, beanstalk);
    private final Map<String, String> parameters = new TreeMap<>();
    private int changeSets;

    @BeforeAll
    static void loadTypes() {
        ResourceTypes.load();
    }

    @BeforeEach
    void haveVersions() {
        beanstalk.createVersion("one", "one.zip");
        beanstalk.createVersion("two", "two.zip");
        parameters.put("Version", "one");
        parameters.put("Platform", FakeBeanstalk.platform("4.10.2"));
    }

    /** Template Reference, AWS::ElasticBeanstalk::Environment: "Update requires: Replacement" or "No interruption". */
    @Test
    void aSolutionStackReplacesAnEnvironmentAndAPlatformDoesNot() {
        ResourceType environment = ResourceTypes.load().get(EnvironmentResources.TYPE);

        assertThat(environment.createOnly())
                .contains("SolutionStackName", "EnvironmentName", "ApplicationName", "Tier/Name")
                .doesNotContain("PlatformArn", "VersionLabel", "OptionSettings");
    }

    /** User Guide, "Name type": "you can't perform updates that require replacement of this resource". */
    @Test
    void whatHasANameCannotBeReplacedUnderIt() {
        make("stack", ENVIRONMENT_TEMPLATE);

        DescribeChangeSetResponse changes =
                change("stack", ENVIRONMENT_TEMPLATE.replace("ApplicationName: sluice", "ApplicationName: other"));

        assertThat(changes.changes()).singleElement().satisfies(change -> assertThat(
                        change.resourceChange().replacementAsString())
                .isEqualTo("True"));
        execute("stack");
        assertThat(stack("stack").stackStatusAsString()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(reasons("stack")).contains("when a custom-named resource requires replacing. Rename web");
    }

    @Test
    void whatRefersToAReplacedResourceChangesToo() {
        String template = """
                Parameters:
                  Vpc: {Type: String, Default: vpc-1}
                Resources:
                  Group: {Type: 'AWS::EC2::SecurityGroup', Properties: {GroupDescription: those, VpcId: !Ref Vpc}}
                  Queue: {Type: 'AWS::SQS::Queue', Properties: {QueueName: !Sub 'of-${Group}'}}
                  Other: {Type: 'AWS::SQS::Queue', Properties: {QueueName: other}}
                """;
        parameters.clear();
        make("stack", template);
        parameters.put("Vpc", "vpc-2");

        assertThat(change("stack", template).changes())
                .extracting(change -> change.resourceChange().logicalResourceId())
                .containsExactlyInAnyOrder("Group", "Queue");
    }

    /** API Reference, UpdateEnvironment: "Attempting to update both the release and configuration is not allowed". */
    @Test
    void aVersionAndOptionsAreNotUpdatedAtOnce() {
        make("stack", ENVIRONMENT_TEMPLATE);
        parameters.put("Version", "two");
        parameters.put("Min", "2");

        change("stack", ENVIRONMENT_TEMPLATE);
        execute("stack");

        assertThat(reasons("stack")).contains("both the release and the configuration");
        assertThat(beanstalk.labelOf("web")).isEqualTo("one");
    }

    /** Developer Guide, "Immutable environment updates". */
    @Test
    void anImmutableUpdateTakesAnInstanceTypeAloneOnly() {
        make("stack", ENVIRONMENT_TEMPLATE);
        parameters.put("Type", "t3.large");
        change("stack", ENVIRONMENT_TEMPLATE);
        execute("stack");
        assertThat(stack("stack").stackStatusAsString()).isEqualTo("UPDATE_COMPLETE");
        parameters.put("Type", "t3.small");
        parameters.put("Min", "2");

        change("stack", ENVIRONMENT_TEMPLATE);
        execute("stack");

        assertThat(reasons("stack")).contains("instance type together with other options");
    }

    @Test
    void anUpdatePutsBackTheVersionThatTheStackKnows() {
        make("stack", ENVIRONMENT_TEMPLATE);
        beanstalk.create("web", "two");
        parameters.put("Min", "2");

        change("stack", ENVIRONMENT_TEMPLATE);
        execute("stack");

        assertThat(beanstalk.labelOf("web")).isEqualTo("one");
    }

    @Test
    void anEnvironmentBeginsWithAVersionAndAPlatformThatAreThere() {
        parameters.put("Version", "three");
        make("version", ENVIRONMENT_TEMPLATE);
        parameters.put("Version", "one");
        parameters.put("Platform", FakeBeanstalk.platform("4.3.0"));
        make("platform", ENVIRONMENT_TEMPLATE);

        assertThat(reasons("version")).contains("No Application Version named 'three' found.");
        assertThat(reasons("platform")).contains("No Platform named", "4.3.0");
        assertThat(stack("platform").stackStatusAsString()).isEqualTo("ROLLBACK_COMPLETE");
    }

    /** An environment's file may change in each of its keys; nothing that has a name, or holds jobs, is lost for that. */
    @Test
    void noParameterOfOurTemplatesReplacesWhatHasAName() throws IOException {
        Map<String, String> replaced = new TreeMap<>();
        makeOurs();
        String yaml = ours("environment.yaml");
        Template template = Template.parse(yaml);
        Map<String, String> before = stack("sluice-dev").parameters().stream()
                .collect(TreeMap::new, (map, one) -> map.put(one.parameterKey(), one.parameterValue()), Map::putAll);
        before.keySet().stream().filter(name -> !name.equals("Environment")).forEach(name -> {
            parameters.clear();
            parameters.putAll(before);
            parameters.put(name, another(name, before.get(name), template));
            if (name.equals("CertificateArn")) {
                parameters.put("ProducerHost", "jobs.example.com");
            }
            change("sluice-dev", yaml).changes().forEach(change -> {
                ResourceChange resource = change.resourceChange();
                if ("True".equals(resource.replacementAsString())) {
                    replaced.put(resource.logicalResourceId(), name);
                }
            });
        });

        assertThat(replaced)
                .as("what has no name of its own, and is nobody's but the stack's")
                .isEqualTo(Map.of(
                        "AlarmSubscription", "AlarmEmail",
                        "LoadBalancerSecurityGroup", "VpcId",
                        "ProducerSecurityGroup", "VpcId",
                        "WorkerSecurityGroup", "VpcId"));
    }

    /** No certificate is for a name that Elastic Load Balancing gives. */
    @Test
    void anAddressWithHttpsHasTheNameThatTheCertificateIsFor() throws IOException {
        makeOurs();
        assertThat(output("ProducerUrl")).startsWith("http://<Producer.EndpointURL>");
        parameters.put("CertificateArn", "arn:aws:acm:eu-central-1:111122223333:certificate/1");
        assertThatThrownBy(() -> change("sluice-dev", ours("environment.yaml")))
                .hasMessageContaining("ProducerHost must be a name that the certificate is for");
        parameters.put("ProducerHost", "jobs.example.com");

        change("sluice-dev", ours("environment.yaml"));
        execute("sluice-dev");

        assertThat(output("ProducerUrl")).isEqualTo("https://jobs.example.com");
        assertThat(output("LoadBalancer")).isEqualTo("<Producer.EndpointURL>");
    }

    /** Another value that is allowed. */
    private static String another(String name, String value, Template template) {
        var declared = template.section("Parameters").get(name);
        for (var allowed : declared.path("AllowedValues")) {
            if (!allowed.asText().equals(value)) {
                return allowed.asText();
            }
        }
        if (declared.get("Type").asText().equals("Number")) {
            return Integer.toString((int) Double.parseDouble(value) + 1);
        }
        return switch (name) {
            case "ClientNetwork" -> "10.1.0.0/16";
            case "ProducerHost" -> "jobs.example.com";
            case "AlarmTopicArn" -> "arn:aws:sns:eu-central-1:111122223333:alarms";
            case "WebhookKeyArn", "DeadLettersKeyArn" ->
                "arn:aws:secretsmanager:eu-central-1:111122223333:secret:another";
            default -> value.contains("::platform/") ? FakeBeanstalk.platform("4.9.0") : value + "-2";
        };
    }

    /** The stacks of the repository, as bootstrap makes them. */
    private void makeOurs() throws IOException {
        parameters.clear();
        make("sluice-shared", ours("shared.yaml"));
        for (String name : new String[] {"Producer", "WorkerHigh", "WorkerNormal"}) {
            parameters.put(name + "Version", "one");
            parameters.put(name + "Platform", FakeBeanstalk.platform("4.10.2"));
        }
        parameters.putAll(Map.of(
                "Environment", "dev",
                "VpcId", "vpc-1",
                "Subnets", "subnet-1,subnet-2",
                "LoadBalancerSubnets", "subnet-1,subnet-2",
                "AlarmEmail", "somebody@example.com"));
        make("sluice-dev", ours("environment.yaml"));
        assertThat(stack("sluice-dev").stackStatusAsString())
                .as(reasons("sluice-dev"))
                .isEqualTo("CREATE_COMPLETE");
    }

    private static String ours(String name) throws IOException {
        return Files.readString(Repository.path("deploy/infrastructure/" + name));
    }

    private void make(String stack, String template) {
        create(stack, template, "CREATE");
        execute(stack);
    }

    private DescribeChangeSetResponse change(String stack, String template) {
        create(stack, template, "UPDATE");
        return (DescribeChangeSetResponse) call("DescribeChangeSet", named(stack));
    }

    private void create(String stack, String template, String type) {
        buckets.put("bucket", "template", template.getBytes(StandardCharsets.UTF_8));
        changeSets++;
        ObjectNode request = named(stack)
                .put("ChangeSetType", type)
                .put("TemplateURL", "https://bucket.s3.eu-central-1.amazonaws.com/template");
        request.putArray("Capabilities").add("CAPABILITY_NAMED_IAM");
        ArrayNode given = request.putArray("Parameters");
        parameters.forEach(
                (name, value) -> given.addObject().put("ParameterKey", name).put("ParameterValue", value));
        call("CreateChangeSet", request);
    }

    private void execute(String stack) {
        call("ExecuteChangeSet", named(stack));
    }

    private Stack stack(String name) {
        return ((DescribeStacksResponse) call(
                        "DescribeStacks", JsonNodeFactory.instance.objectNode().put("StackName", name)))
                .stacks()
                .getFirst();
    }

    private String output(String key) {
        return stack("sluice-dev").outputs().stream()
                .filter(output -> output.outputKey().equals(key))
                .findFirst()
                .orElseThrow()
                .outputValue();
    }

    private String reasons(String stack) {
        return ((DescribeStackEventsResponse) call(
                        "DescribeStackEvents",
                        JsonNodeFactory.instance.objectNode().put("StackName", stack)))
                .stackEvents()
                .toString();
    }

    private ObjectNode named(String stack) {
        return JsonNodeFactory.instance.objectNode().put("StackName", stack).put("ChangeSetName", "set" + changeSets);
    }

    private SdkPojo call(String operation, ObjectNode request) {
        return stacks.operations().call(operation, request);
    }
}
