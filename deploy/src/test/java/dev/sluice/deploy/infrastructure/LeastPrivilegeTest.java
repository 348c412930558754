package dev.sluice.deploy.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import dev.sluice.deploy.infrastructure.document.Documents;
import dev.sluice.deploy.infrastructure.document.Tree;
import dev.sluice.testkit.Repository;

import static org.assertj.core.api.Assertions.assertThat;

class LeastPrivilegeTest {

    /** Where AWS knows no resources (Service Authorization Reference), and which of them has a condition instead. */
    private static final Map<String, Boolean> WITHOUT_A_RESOURCE = Map.of(
            "ecr:GetAuthorizationToken", false,
            "ecs:DiscoverPollEndpoint", false,
            "cloudwatch:PutMetricData", true,
            "autoscaling:DescribeAutoScalingInstances", false,
            "ssmmessages:CreateControlChannel", false,
            "ssmmessages:CreateDataChannel", false,
            "ssmmessages:OpenControlChannel", false,
            "ssmmessages:OpenDataChannel", false);

    private final JsonNode environment = Documents.environment();

    @Test
    void noRightNamesAllActionsOrAllOfAService() {
        for (JsonNode statement : allowed()) {
            assertThat(texts(statement.get("Action"))).noneMatch(action -> action.contains("*"));
            assertThat(statement.has("NotAction") || statement.has("NotResource"))
                    .isFalse();
        }
    }

    @Test
    void allResourcesAreNamedOnlyWhereAwsKnowsNoOther() {
        var found = new TreeMap<String, Boolean>();
        for (JsonNode statement : allowed()) {
            if (Tree.list(statement.get("Resource")).stream()
                    .anyMatch(resource -> resource.asText().equals("*"))) {
                texts(statement.get("Action")).forEach(action -> found.put(action, statement.has("Condition")));
            }
        }

        assertThat(found).containsExactlyInAnyOrderEntriesOf(WITHOUT_A_RESOURCE);
    }

    @Test
    void whatIsNamedIsOfThisAccount() {
        for (JsonNode statement : allowed()) {
            for (JsonNode resource : Tree.list(statement.get("Resource"))) {
                String name = resource.path("Fn::Sub").asText();
                if (name.startsWith("arn:") && !name.contains(":s3:::")) {
                    assertThat(name).contains("${AWS::AccountId}");
                }
            }
        }
    }

    /**
     * A star that stands for the names of another environment of the account, too. Elastic Beanstalk makes these names from an id
     * that a template cannot know; and an instance tells Systems Manager of itself before it has a tag.
     */
    @Test
    void whatIsNotOfThisEnvironmentByNameOrConditionStandsInTheManual() throws IOException {
        var shared = new TreeSet<String>();
        Tree.forEachField(environment, (name, document) -> {
            if (name.equals("PolicyDocument")) {
                Tree.statements(document).forEach(statement -> shared.addAll(reachingBeyond(statement)));
            }
        });

        assertThat(shared)
                .containsExactlyInAnyOrder(
                        "/resources/environments/e-*",
                        "/resources/environments/logs/*",
                        "awseb-e-*-stack-AWSEBWorker*",
                        "table/awseb-e-*-stack-AWSEBWorkerCronLeaderRegistry*",
                        "instance/*");
        assertThat(Files.readString(Repository.path("docs/operations.md")))
                .contains("resources/environments/", "`awseb-e-…`", "needs its own account");
    }

    @Test
    void anInstanceStartsTasksInTheClustersOfItsEnvironmentAndListsBundlesOfThatOnly() {
        assertThat(conditionOf("ecs:StartTask")).contains("\"ecs:cluster\"", ":cluster/awseb-sluice-${Environment}-*");
        assertThat(conditionOf("s3:ListBucket")).contains("\"s3:prefix\"", "sluice/${Environment}/*");
    }

    /**
     * Containers have the rights of their instance. Amazon EC2 User Guide, "Example policies for working with instance metadata",
     * "Deny opt-out of IMDSv2": {@code ec2:Attribute/HttpTokens} is what a call wants tokens to be; a call that does not say it has
     * no such key, and so no such right.
     */
    @Test
    void whatLetsContainersReachTheMetadataServiceCannotTurnItsFirstVersionOn() throws IOException {
        assertThat(conditionOf("ec2:ModifyInstanceMetadataOptions"))
                .contains("\"StringEquals\":{\"ec2:Attribute/HttpTokens\":\"required\"}", "sluice-${Environment}-*");
        assertThat(Files.readString(Documents.BUNDLES.resolve("worker/.ebextensions/metadata-hops.config")))
                .contains("--http-tokens required");
    }

    private static String conditionOf(String action) {
        return allowed().stream()
                .filter(statement -> texts(statement.get("Action")).equals(List.of(action)))
                .map(statement -> statement.path("Condition").toString())
                .findFirst()
                .orElseThrow();
    }

    /** The ends of the names, behind account or bucket, that have a star, and no environment in name or condition. */
    private static Set<String> reachingBeyond(JsonNode statement) {
        var names = new TreeSet<String>();
        if (!statement.path("Condition").toString().contains("${Environment}")) {
            for (JsonNode resource : Tree.list(statement.get("Resource"))) {
                String name = resource.path("Fn::Sub").asText();
                if (name.contains("*") && !name.contains("${Environment}")) {
                    names.add(name.replaceAll(".*\\$\\{AWS::AccountId}:?", ""));
                }
            }
        }
        return names;
    }

    /** Those that AWS keeps are for its own service; a list of ours would one day stop an update halfway. */
    @Test
    void policiesOfAwsHasTheServiceRoleOnly() {
        List<String> managed = new ArrayList<>();
        for (JsonNode template : List.of(Documents.shared(), environment)) {
            Tree.forEachField(template, (name, value) -> {
                if (name.equals("ManagedPolicyArns")) {
                    value.forEach(arn -> managed.add(arn.path("Fn::Sub").asText()));
                }
            });
        }

        assertThat(managed)
                .filteredOn(arn -> !arn.isEmpty())
                .containsExactly(
                        "arn:${AWS::Partition}:iam::aws:policy/service-role/AWSElasticBeanstalkEnhancedHealth",
                        "arn:${AWS::Partition}:iam::aws:policy/AWSElasticBeanstalkManagedUpdatesCustomerRolePolicy");
    }

    @Test
    void theProducerSendsAndCannotReadAJob() {
        assertThat(queueRights("ProducerRole"))
                .isEqualTo(Map.of(
                        "HighQueue", Set.of("sqs:SendMessage", "sqs:GetQueueUrl", "sqs:GetQueueAttributes"),
                        "NormalQueue", Set.of("sqs:SendMessage", "sqs:GetQueueUrl", "sqs:GetQueueAttributes")));
    }

    @Test
    void aWorkerOfOnePriorityCannotTouchTheJobsOfAnother() {
        assertThat(queueRights("WorkerHighRole")).containsOnlyKeys("HighQueue", "HighDeadLetterQueue");
        assertThat(queueRights("WorkerNormalRole")).containsOnlyKeys("NormalQueue", "NormalDeadLetterQueue");
    }

    /** docs/dead-letters.md, "Permissions". */
    @Test
    void aWorkerHasTheRightsThatItsDeadLettersNeed() {
        assertThat(queueRights("WorkerHighRole").get("HighQueue"))
                .containsExactlyInAnyOrder(
                        "sqs:ReceiveMessage",
                        "sqs:DeleteMessage",
                        "sqs:ChangeMessageVisibility",
                        "sqs:GetQueueUrl",
                        "sqs:GetQueueAttributes",
                        "sqs:SendMessage");
        assertThat(queueRights("WorkerHighRole").get("HighDeadLetterQueue"))
                .containsExactlyInAnyOrder(
                        "sqs:SendMessage",
                        "sqs:GetQueueUrl",
                        "sqs:GetQueueAttributes",
                        "sqs:ReceiveMessage",
                        "sqs:ChangeMessageVisibility",
                        "sqs:DeleteMessage",
                        "sqs:StartMessageMoveTask",
                        "sqs:ListMessageMoveTasks",
                        "sqs:CancelMessageMoveTask",
                        "sqs:PurgeQueue");
    }

    private static List<JsonNode> allowed() {
        List<JsonNode> statements = new ArrayList<>();
        for (JsonNode template : List.of(Documents.shared(), Documents.environment())) {
            Tree.forEachField(template, (name, value) -> {
                if (name.equals("PolicyDocument")) {
                    Tree.statements(value).forEach(statement -> {
                        if (statement.get("Effect").asText().equals("Allow")) {
                            statements.add(statement);
                        }
                    });
                }
            });
        }
        assertThat(statements).hasSizeGreaterThan(20);
        return statements;
    }

    private Map<String, Set<String>> queueRights(String role) {
        var rights = new TreeMap<String, Set<String>>();
        for (JsonNode statement :
                environment.at("/Resources/" + role + "/Properties/Policies/0/PolicyDocument/Statement")) {
            for (JsonNode resource : Tree.list(statement.get("Resource"))) {
                rights.computeIfAbsent(resource.at("/Fn::GetAtt/0").asText(), queue -> new TreeSet<>())
                        .addAll(texts(statement.get("Action")));
            }
        }
        return rights;
    }

    private static List<String> texts(JsonNode oneOrMore) {
        return Tree.list(oneOrMore).stream().map(JsonNode::asText).toList();
    }
}
