package dev.sluice.deploy.infrastructure.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;

import dev.sluice.localaws.cloudwatch.alarms.Alarms;
import dev.sluice.localaws.cloudwatch.api.Metric;
import dev.sluice.localaws.cloudwatch.api.MetricDataQuery;
import dev.sluice.localaws.cloudwatch.api.MetricStat;
import dev.sluice.localaws.cloudwatch.api.alarm.DescribeAlarms;
import dev.sluice.localaws.cloudwatch.api.alarm.PutMetricAlarm;
import dev.sluice.localaws.cloudwatch.math.Queries;
import dev.sluice.localaws.cloudwatch.metrics.MetricId;
import dev.sluice.localaws.cloudwatch.metrics.MetricStore;

/**
 * An alarm or a scaling policy's expression of a template, minute by minute in the local CloudWatch, which leaves out and adds up
 * what is missing as CloudWatch does. Dimensions do not matter here: there is one queue and one group.
 */
final class Watch {

    private static final int PERIOD = 60;

    private Instant now = Instant.parse("2026-11-30T10:00:00Z");
    private final Instant start = now;
    private final InstantSource clock = () -> now;
    private final MetricStore store = new MetricStore(clock);
    private final Alarms alarms = new Alarms(store, clock);

    /** A minute passes, and its metrics are there. */
    void minute(Consumer<Minute> told) {
        told.accept(new Minute());
        now = now.plusSeconds(PERIOD);
    }

    /** The minute's metrics; those that nobody tells are missing. */
    final class Minute {

        private Minute() {}

        Minute visible(int messages) {
            return put("AWS/SQS", "ApproximateNumberOfMessagesVisible", messages);
        }

        Minute inFlight(int messages) {
            return put("AWS/SQS", "ApproximateNumberOfMessagesNotVisible", messages);
        }

        Minute received(int messages) {
            return put("AWS/SQS", "NumberOfMessagesReceived", messages);
        }

        Minute inService(int workers) {
            return put("AWS/AutoScaling", "GroupInServiceInstances", workers);
        }

        Minute desired(int workers) {
            return put("AWS/AutoScaling", "GroupDesiredCapacity", workers);
        }

        private Minute put(String namespace, String name, double value) {
            store.replace(new MetricId(namespace, name, Map.of()), "Count", value);
            return this;
        }
    }

    /** Sets up the alarm. */
    void alarm(JsonNode properties) {
        alarms.put(new PutMetricAlarm(
                "alarm",
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                text(properties, "MetricName"),
                text(properties, "Namespace"),
                text(properties, "Statistic"),
                null,
                List.of(),
                properties.has("Period") ? properties.get("Period").asInt() : null,
                null,
                properties.get("EvaluationPeriods").asInt(),
                null,
                properties.get("Threshold").asDouble(),
                text(properties, "ComparisonOperator"),
                text(properties, "TreatMissingData"),
                null,
                properties.has("Metrics") ? queries(properties.get("Metrics")) : List.of(),
                List.of()));
    }

    /** The alarm's state: OK, ALARM or INSUFFICIENT_DATA. */
    String state() {
        var all = new DescribeAlarms(List.of(), null, List.of(), null, null, null, null);
        return alarms.describe(all).metricAlarms().getFirst().stateValue();
    }

    /** What an expression makes of all minutes until now, by the number of the minute; those without a value are not there. */
    NavigableMap<Integer, Double> values(JsonNode queries, String id) {
        NavigableMap<Integer, Double> values = new TreeMap<>();
        new Queries(queries(queries))
                .evaluate(id, store, start.getEpochSecond(), now.getEpochSecond())
                .forEach((time, value) -> values.put(
                        (int) Duration.between(start, Instant.ofEpochSecond(time))
                                .toMinutes(),
                        value));
        return values;
    }

    private static List<MetricDataQuery> queries(JsonNode metrics) {
        List<MetricDataQuery> queries = new ArrayList<>();
        for (JsonNode query : metrics) {
            JsonNode stat = query.path("MetricStat");
            queries.add(new MetricDataQuery(
                    query.get("Id").asText(),
                    stat.isMissingNode()
                            ? null
                            : new MetricStat(
                                    new Metric(
                                            stat.at("/Metric/Namespace").asText(),
                                            stat.at("/Metric/MetricName").asText(),
                                            List.of()),
                                    PERIOD,
                                    stat.get("Stat").asText(),
                                    null),
                    query.has("Expression") ? expression(query.get("Expression")) : null,
                    null,
                    !query.has("ReturnData") || query.get("ReturnData").asBoolean(),
                    null));
        }
        return queries;
    }

    /** With the defaults of option settings in their place. */
    private static String expression(JsonNode expression) {
        StringBuilder joined = new StringBuilder(expression.isTextual() ? expression.asText() : "");
        for (JsonNode part : expression.at("/Fn::Join/1")) {
            joined.append(
                    part.isTextual()
                            ? part.asText()
                            : part.at("/Fn::GetOptionSetting/DefaultValue").asText());
        }
        return joined.toString();
    }

    private static String text(JsonNode properties, String name) {
        return properties.has(name) ? properties.get(name).asText() : null;
    }
}
