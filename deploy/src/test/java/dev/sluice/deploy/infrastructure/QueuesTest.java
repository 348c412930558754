package dev.sluice.deploy.infrastructure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import dev.sluice.deploy.infrastructure.document.Documents;
import dev.sluice.deploy.infrastructure.document.Tree;

import static org.assertj.core.api.Assertions.assertThat;

class QueuesTest {

    private static final List<String> PRIORITIES = List.of("High", "Normal");

    private final JsonNode template = Documents.environment();
    private final Map<String, JsonNode> queues = Tree.resources(template, "AWS::SQS::Queue");

    @Test
    void areOneForEachPriorityWithADeadLetterQueueOfItsOwn() {
        assertThat(queues).hasSize(2 * PRIORITIES.size());
        for (String priority : PRIORITIES) {
            JsonNode policy = queues.get(priority + "Queue").get("RedrivePolicy");
            assertThat(policy.at("/deadLetterTargetArn/Fn::GetAtt").toString())
                    .isEqualTo("[\"" + priority + "DeadLetterQueue\",\"Arn\"]");
            assertThat(policy.at("/maxReceiveCount/Ref").asText()).isEqualTo("MaxReceiveCount");
        }
    }

    @Test
    void deadLettersComeFromTheOneQueueThatTheyBelongTo() {
        for (String priority : PRIORITIES) {
            String name =
                    queues.get(priority + "Queue").at("/QueueName/Fn::Sub").asText();
            JsonNode allow = queues.get(priority + "DeadLetterQueue").get("RedriveAllowPolicy");

            assertThat(allow.get("redrivePermission").asText()).isEqualTo("byQueue");
            assertThat(allow.get("sourceQueueArns")).hasSize(1);
            assertThat(allow.at("/sourceQueueArns/0/Fn::Sub").asText()).endsWith(":" + name);
            assertThat(queues.get(priority + "DeadLetterQueue")
                            .at("/QueueName/Fn::Sub")
                            .asText())
                    .isEqualTo(name + "-dlq");
        }
    }

    /** A message that SQS moves keeps the time stamp of its first send, by which its retention is reckoned. */
    @Test
    void deadLettersOutliveTheirQueuesMessages() {
        for (String priority : PRIORITIES) {
            long jobs =
                    queues.get(priority + "Queue").get("MessageRetentionPeriod").asLong();
            long dead = queues.get(priority + "DeadLetterQueue")
                    .get("MessageRetentionPeriod")
                    .asLong();

            assertThat(Duration.ofSeconds(dead)).isEqualTo(Duration.ofDays(14));
            assertThat(jobs).isLessThan(dead);
        }
    }

    @Test
    void areEncryptedAndRefuseWhoComesWithoutTls() {
        Map<String, JsonNode> policies = Tree.resources(template, "AWS::SQS::QueuePolicy");

        queues.forEach((name, queue) -> {
            assertThat(queue.get("SqsManagedSseEnabled").asBoolean()).as(name).isTrue();
            JsonNode policy = policies.get(name + "Policy");
            assertThat(policy.at("/Queues/0/Ref").asText()).isEqualTo(name);
            assertThat(policy.at("/PolicyDocument/Statement/0/Effect").asText()).isEqualTo("Deny");
            assertThat(policy.at("/PolicyDocument/Statement/0/Resource/Fn::GetAtt/0")
                            .asText())
                    .isEqualTo(name);
        });
    }
}
