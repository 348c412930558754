package dev.sluice.deploy.infrastructure.monitoring;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.sluice.dashboard.deployed.CloudWatchAlarms;
import dev.sluice.dashboard.deployed.CloudWatchDashboard;

/**
 * The part of environment.yaml that is made from the tables in local-aws/dashboard: the dashboard and the alarms. It is in the template
 * itself, since a nested one would have to be in S3 before the stack is there, and is made with the template's own names.
 */
final class MonitoringSection {

    private static final String BEGIN = "  # From here to the outputs made from the tables in local-aws/dashboard/";
    private static final String END = "  # --- end of what is made ---";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The template's queues, which its resources {@code XQueue} and {@code XDeadLetterQueue} are. */
    private static final List<CloudWatchAlarms.Queue> QUEUES = List.of(queue("High"), queue("Normal"));

    private MonitoringSection() {}

    private static CloudWatchAlarms.Queue queue(String id) {
        return new CloudWatchAlarms.Queue(id, "${" + id + "Queue.QueueName}", "${" + id + "DeadLetterQueue.QueueName}");
    }

    /** The template with the section as it should be. */
    static String in(String template) throws IOException {
        int begin = template.indexOf('\n', template.indexOf(BEGIN)) + 1;
        return template.substring(0, begin) + text() + template.substring(template.indexOf(END));
    }

    /** The alarms as resources, in the form that the template has them in. */
    static ObjectNode alarms() {
        ObjectNode alarms = new CloudWatchAlarms(QUEUES).resources();
        alarms.forEach(alarm -> {
            ObjectNode properties = (ObjectNode) alarm.get("Properties");
            properties.set("AlarmActions", actions());
            properties.set("OKActions", actions());
        });
        return alarms;
    }

    /** The body for {@code Fn::Sub}. */
    static ObjectNode dashboard() {
        return new CloudWatchDashboard(
                        QUEUES.stream().map(CloudWatchAlarms.Queue::name).toList(),
                        QUEUES.stream()
                                .map(CloudWatchAlarms.Queue::deadLetterName)
                                .toList())
                .body();
    }

    private static JsonNode actions() {
        try {
            return JSON.readTree("""
                    [{"Fn::If": ["HasOwnTopic", {"Ref": "AlarmTopic"}, {"Ref": "AlarmTopicArn"}]}]""");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** JSON is YAML: a resource a line for alarms, a widget a line for the dashboard, so that a change of one is seen. */
    private static String text() throws IOException {
        StringBuilder text = new StringBuilder("""
                  Dashboard:
                    Type: AWS::CloudWatch::Dashboard
                    Properties:
                      DashboardName: !Sub sluice-${Environment}
                      DashboardBody: !Sub |
                        {"widgets": [
                """);
        var widgets = dashboard().get("widgets");
        for (int i = 0; i < widgets.size(); i++) {
            text.append("        ")
                    .append(JSON.writeValueAsString(widgets.get(i)))
                    .append(i < widgets.size() - 1 ? ",\n" : "\n");
        }
        text.append("        ]}\n");
        for (var alarm : alarms().properties()) {
            text.append("  ")
                    .append(alarm.getKey())
                    .append(":\n    Type: ")
                    .append(alarm.getValue().get("Type").asText());
            text.append("\n    Properties:\n");
            for (var property : alarm.getValue().get("Properties").properties()) {
                text.append("      ").append(property.getKey()).append(": ");
                text.append(JSON.writeValueAsString(property.getValue())).append('\n');
            }
        }
        return text.toString();
    }
}
