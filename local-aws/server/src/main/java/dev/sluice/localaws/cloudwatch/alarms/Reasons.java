package dev.sluice.localaws.cloudwatch.alarms;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Says why an alarm is in a state, in CloudWatch's words. */
final class Reasons {

    static final String CREATED = "Unchecked: Initial alarm creation";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MM/yy HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Reasons() {}

    /**
     * @param values what was evaluated, the latest first
     * @param from the state before
     */
    static String of(Evaluation verdict, Evaluation.Rule rule, List<Map.Entry<Instant, Double>> values, State from) {
        if (verdict.state() == State.INSUFFICIENT_DATA) {
            return "Insufficient Data: " + counted(verdict.filled(), "datapoint") + " "
                    + (verdict.filled() == 1 ? "was" : "were") + " unknown.";
        }
        if (values.isEmpty()) {
            return "Threshold Crossed: no datapoints were received for " + counted(rule.periods(), "period") + " and "
                    + treated(verdict.filled(), rule) + ".";
        }
        boolean alarm = verdict.state() == State.ALARM;
        List<Map.Entry<Instant, Double>> decisive = values.stream()
                .filter(value -> rule.isBreach(value.getValue()) == alarm)
                .toList();
        int needed = alarm ? rule.toAlarm() : rule.periods() - rule.toAlarm() + 1;
        return "Threshold Crossed: " + decisive.size() + " out of the last " + values.size() + " datapoints "
                + decisive.stream()
                        .map(value -> value.getValue() + " (" + TIME.format(value.getKey()) + ")")
                        .collect(Collectors.joining(", ", "[", "]"))
                + (decisive.size() == 1 ? " was " : " were ") + (alarm ? "" : "not ")
                + rule.comparison().words() + " the threshold (" + rule.threshold() + ")"
                + (verdict.filled() > 0 ? " and " + treated(verdict.filled(), rule) : "")
                + " (minimum " + counted(needed, "datapoint") + " for "
                + (from == State.INSUFFICIENT_DATA ? (alarm ? State.OK : State.ALARM) : from) + " -> "
                + verdict.state() + " transition).";
    }

    private static String treated(int count, Evaluation.Rule rule) {
        return counted(count, "missing datapoint") + (count == 1 ? " was" : " were") + " treated as ["
                + rule.missing().words() + "]";
    }

    private static String counted(int count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
