package dev.sluice.localaws.cloudwatch.alarms;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.sluice.localaws.cloudwatch.api.alarm.PutMetricAlarm;

/** The JSON document in which CloudWatch gives the numbers behind a reason. */
final class ReasonData {

    private static final JsonMapper JSON = new JsonMapper();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ").withZone(ZoneOffset.UTC);

    private ReasonData() {}

    /** @param values what was evaluated, the latest first */
    static String of(PutMetricAlarm settings, AlarmRules rules, List<Map.Entry<Instant, Double>> values, Instant now) {
        ObjectNode data = JSON.createObjectNode().put("version", "1.0").put("queryDate", TIME.format(now));
        if (!values.isEmpty()) {
            data.put("startDate", TIME.format(values.getLast().getKey()));
        }
        if (settings.statistic() != null) {
            data.put("statistic", settings.statistic());
        }
        data.put("period", rules.period());
        ArrayNode recent = data.putArray("recentDatapoints");
        values.reversed().forEach(value -> recent.add(value.getValue()));
        data.put("threshold", rules.rule().threshold());
        return data.toString();
    }
}
