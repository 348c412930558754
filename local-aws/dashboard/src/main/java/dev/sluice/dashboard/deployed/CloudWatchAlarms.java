package dev.sluice.dashboard.deployed;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.sluice.dashboard.panel.FleetAlarm;
import dev.sluice.dashboard.panel.MetricSource;
import dev.sluice.dashboard.panel.MetricSource.QueueKind;

/**
 * The alarms as resources of a CloudFormation template, one for each queue that they concern. They tell the topic that
 * the template's parameter {@code AlarmTopic} names.
 */
public final class CloudWatchAlarms {

    /**
     * A queue of the installation.
     *
     * @param id the queue in names of resources, such as {@code Normal}
     * @param name its name, which may be a reference such as {@code ${NormalQueueName}}
     * @param deadLetterName the name of its dead-letter queue, likewise
     */
    public record Queue(String id, String name, String deadLetterName) {}

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final int PERIOD = 60;

    private final List<Queue> queues;

    public CloudWatchAlarms(List<Queue> queues) {
        this.queues = queues;
    }

    public ObjectNode resources() {
        ObjectNode resources = JSON.objectNode();
        for (FleetAlarm alarm : FleetAlarm.values()) {
            if (alarm.metric().dimensions().size() == 1 && alarm.metric() instanceof MetricSource.Own) {
                resources.set(id(alarm), resource(alarm, null));
            } else {
                queues.forEach(queue -> resources.set(id(alarm) + queue.id(), resource(alarm, queue)));
            }
        }
        return resources;
    }

    private static ObjectNode resource(FleetAlarm alarm, Queue queue) {
        ObjectNode resource = JSON.objectNode().put("Type", "AWS::CloudWatch::Alarm");
        ObjectNode properties = resource.putObject("Properties");
        properties.put("AlarmDescription", alarm.description());
        properties.put("Namespace", alarm.metric() instanceof MetricSource.Own ? "Sluice" : "AWS/SQS");
        properties.put("MetricName", alarm.metric().name());
        var dimensions = properties.putArray("Dimensions");
        switch (alarm.metric()) {
            case MetricSource.Own own -> {
                dimensions.add(dimension("environment", "${Environment}"));
                if (queue != null) {
                    dimensions.add(dimension(own.dimensions().getLast(), queue.name()));
                }
            }
            case MetricSource.Sqs sqs ->
                dimensions.add(
                        dimension("QueueName", sqs.queues() == QueueKind.JOBS ? queue.name() : queue.deadLetterName()));
        }
        properties.put("Statistic", alarm.statistic().cloudWatchName());
        properties.put("Period", PERIOD);
        properties.put("EvaluationPeriods", alarm.minutes());
        properties.put("Threshold", alarm.threshold());
        properties.put("ComparisonOperator", alarm.comparison().cloudWatchName());
        properties.put("TreatMissingData", alarm.missing().cloudWatchName());
        properties.putArray("AlarmActions").add(reference("AlarmTopic"));
        properties.putArray("OKActions").add(reference("AlarmTopic"));
        return resource;
    }

    private static ObjectNode dimension(String name, String value) {
        ObjectNode dimension = JSON.objectNode().put("Name", name);
        if (value.contains("${")) {
            dimension.putObject("Value").put("Fn::Sub", value);
        } else {
            dimension.put("Value", value);
        }
        return dimension;
    }

    private static ObjectNode reference(String parameter) {
        return JSON.objectNode().put("Ref", parameter);
    }

    private static String id(FleetAlarm alarm) {
        StringBuilder id = new StringBuilder();
        for (String word : alarm.name().split("_")) {
            id.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return id.append("Alarm").toString();
    }
}
