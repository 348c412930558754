package dev.sluice.deploy.infrastructure;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.deploy.infrastructure.document.Documents;
import dev.sluice.deploy.infrastructure.document.Tree;

import static org.assertj.core.api.Assertions.assertThat;

/** How workers come to their secrets: Elastic Beanstalk Developer Guide, "Configuring the Dockerrun.aws.json v2 file", "Execution Role ARN format". */
class SecretsTest {

    private static final List<String> WORKERS = List.of("WorkerHigh", "WorkerNormal");

    private final JsonNode resources = Documents.environment().get("Resources");

    /** Elastic Beanstalk fetches them on the instance with the one, and ECS for the container with the other. */
    @Test
    void bothTheInstanceAndTheExecutionRoleMayReadTheSecretsThatWorkersHaveAndNoOthers() {
        var secrets = new TreeSet<String>();
        WORKERS.forEach(worker -> Tree.options(resources.at("/" + worker + "/Properties"))
                .forEach((name, value) -> {
                    if (name.startsWith("aws:elasticbeanstalk:application:environmentsecrets ")) {
                        secrets.add(value.get("Ref").asText());
                    }
                }));

        assertThat(readable(instance())).containsExactlyInAnyOrderElementsOf(secrets);
        assertThat(readable(executionRole())).containsExactlyInAnyOrderElementsOf(secrets);
    }

    private static List<String> readable(Stream<JsonNode> statements) {
        return statements
                .filter(statement -> statement.get("Action").asText().equals("secretsmanager:GetSecretValue"))
                .flatMap(statement -> Tree.children(statement.get("Resource")))
                .map(resource -> resource.at("/Fn::If/1/Ref").asText())
                .toList();
    }

    /** "EC2 instance profile grants iam:PassRole to ECS": any use of an execution role needs it. */
    @Test
    void theInstanceMayHandTheExecutionRoleToItsTaskAndToNothingElse() {
        assertThat(instance()
                        .filter(statement -> statement.get("Action").asText().equals("iam:PassRole")))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.at("/Resource/Fn::GetAtt").toString())
                            .isEqualTo("[\"ExecutionRole\",\"Arn\"]");
                    assertThat(statement.at("/Condition/StringEquals").toString())
                            .isEqualTo("{\"iam:PassedToService\":\"ecs-tasks.amazonaws.com\"}");
                });
    }

    /** Elastic Beanstalk registers task definitions as soon as an environment is made. */
    @ParameterizedTest
    @ValueSource(strings = {"WorkerHigh", "WorkerNormal"})
    void workersWaitUntilElasticBeanstalkMayUseTheRole(String worker) {
        assertThat(resources.at("/" + worker + "/DependsOn").asText()).isEqualTo("ExecutionRoleUse");
    }

    /** A version names it before there are secrets, and after they are gone; a bundle is made before the stack is. */
    @Test
    void theExecutionRoleIsAlwaysThereUnderANameThatIsKnownBeforehand() {
        for (String name : List.of("ExecutionRole", "ExecutionRoleUse")) {
            assertThat(resources.get(name).has("Condition")).as(name).isFalse();
        }
        assertThat(resources.at("/ExecutionRole/Properties/RoleName/Fn::Sub").asText())
                .isEqualTo("sluice-${Environment}-execution-${AWS::Region}");
        // The longest name of an environment, and of a region; IAM takes 64.
        assertThat("sluice-" + "e".repeat(16) + "-execution-ap-southeast-1").hasSizeLessThanOrEqualTo(64);
    }

    /** What the instance's policy is for: other ARNs, such as of a parameter or of a key within a secret, it does not cover. */
    @Test
    void aSecretIsNamedByTheArnOfAWholeSecret() {
        String pattern = Documents.environment()
                .at("/Parameters/WebhookKeyArn/AllowedPattern")
                .asText();

        assertThat("arn:aws:secretsmanager:eu-central-1:111122223333:secret:sluice/webhook-AbCdEf")
                .matches(pattern);
        assertThat("").matches(pattern);
        assertThat("arn:aws:ssm:eu-central-1:111122223333:parameter/webhook").doesNotMatch(pattern);
        assertThat("arn:aws:secretsmanager:eu-central-1:111122223333:secret:webhook-AbCdEf:key::")
                .doesNotMatch(pattern);
        assertThat(Documents.environment()
                        .at("/Parameters/DeadLettersKeyArn/AllowedPattern")
                        .asText())
                .isEqualTo(pattern);
    }

    private Stream<JsonNode> instance() {
        return Tree.statements(resources.at("/WorkerPolicy/Properties/PolicyDocument"));
    }

    private Stream<JsonNode> executionRole() {
        return Tree.statements(resources.at("/ExecutionRole/Properties/Policies/0/PolicyDocument"));
    }
}
