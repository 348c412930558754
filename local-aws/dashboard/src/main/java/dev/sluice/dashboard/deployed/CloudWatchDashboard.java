package dev.sluice.dashboard.deployed;

import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.sluice.dashboard.panel.Line;
import dev.sluice.dashboard.panel.MetricSource;
import dev.sluice.dashboard.panel.MetricSource.QueueKind;
import dev.sluice.dashboard.panel.Panel;

/**
 * The panels as the body of a CloudWatch dashboard, for {@code Fn::Sub} of CloudFormation: {@code ${Environment}} and
 * the queues' names are put in there. Own metrics are searched for, so that a new queue or job type needs no new
 * dashboard (Amazon CloudWatch User Guide, "Search expression syntax").
 */
public final class CloudWatchDashboard {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final int PERIOD = 60;
    /** A dashboard is 24 units wide: two panels beside each other. */
    private static final int WIDTH = 12;

    private static final int HEIGHT = 6;

    private final List<String> jobQueues;
    private final List<String> deadLetterQueues;

    /**
     * @param jobQueues their names, which may be references such as {@code ${NormalQueueName}}
     * @param deadLetterQueues likewise
     */
    public CloudWatchDashboard(List<String> jobQueues, List<String> deadLetterQueues) {
        this.jobQueues = jobQueues;
        this.deadLetterQueues = deadLetterQueues;
    }

    public ObjectNode body() {
        ObjectNode body = JSON.objectNode();
        ArrayNode widgets = body.putArray("widgets");
        for (Panel panel : Panel.values()) {
            widgets.add(widget(panel));
        }
        return body;
    }

    private ObjectNode widget(Panel panel) {
        ObjectNode widget = JSON.objectNode()
                .put("type", "metric")
                .put("x", panel.ordinal() % 2 * WIDTH)
                .put("y", panel.ordinal() / 2 * HEIGHT)
                .put("width", WIDTH)
                .put("height", HEIGHT);
        ObjectNode properties = widget.putObject("properties")
                .put("title", panel.title())
                .put("view", "timeSeries")
                .put("region", "${AWS::Region}")
                .put("period", PERIOD);
        properties
                .putObject("yAxis")
                .putObject("left")
                .put("label", label(panel.unit()))
                .put("showUnits", false)
                .put("min", 0);
        ArrayNode metrics = properties.putArray("metrics");
        panel.lines().forEach(line -> add(metrics, line));
        return widget;
    }

    private void add(ArrayNode metrics, Line line) {
        switch (line.metric()) {
            case MetricSource.Own own -> metrics.addArray().add(expression(line, own, metrics.size()));
            case MetricSource.Sqs sqs ->
                (sqs.queues() == QueueKind.JOBS ? jobQueues : deadLetterQueues).forEach(queue -> metrics.addArray()
                        .add("AWS/SQS")
                        .add(sqs.name())
                        .add("QueueName")
                        .add(queue)
                        .add(JSON.objectNode()
                                .put("stat", line.statistic().cloudWatchName())
                                .put("label", line.label() + " " + queue)));
        }
    }

    private static ObjectNode expression(Line line, MetricSource.Own own, int number) {
        String search = "SEARCH('{Sluice,%s} MetricName=\"%s\" environment=\"${Environment}\"', '%s', %d)"
                .formatted(
                        String.join(",", own.dimensions()),
                        own.name(),
                        line.statistic().cloudWatchName(),
                        PERIOD);
        String all = line.each() ? search : line.statistic().together(search);
        String dimension = own.dimensions().getLast();
        return JSON.objectNode()
                .put("id", "e" + number)
                .put("expression", line.statistic().drawn(all, PERIOD))
                // "!" keeps Fn::Sub from taking CloudWatch's own placeholder for one of the template's.
                .put("label", line.each() ? line.label() + " ${!PROP('Dim." + dimension + "')}" : line.label());
    }

    private static String label(Panel.Unit unit) {
        return switch (unit) {
            case COUNT -> "";
            case PER_SECOND -> "1/s";
            case SECONDS -> "s";
            case SHARE -> "0-1";
        };
    }
}
