package dev.sluice.scaling.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.sluice.scaling.RecommendedPolicy;
import dev.sluice.scaling.policy.QueueDepth;
import dev.sluice.scaling.policy.QueueDepth.Step;
import dev.sluice.scaling.world.Load;
import dev.sluice.scaling.world.Loads;
import dev.sluice.scaling.world.Protection;
import dev.sluice.scaling.world.Result;

/** The simulation and its results in Markdown. */
final class Tables {

    private static final Map<String, Protection> PROTECTIONS = new LinkedHashMap<>();

    static {
        PROTECTIONS.put("none", Protection.NONE);
        PROTECTIONS.put("any job in progress", Protection.OF_ANY_JOB);
        PROTECTIONS.put("job in progress for 5 s", Protection.USUAL);
    }

    private Tables() {}

    static String loads() {
        return Loads.ALL.stream()
                .map(load -> "- **" + load.name() + "**: " + load.description() + ".\n")
                .collect(Collectors.joining());
    }

    static String thresholds() {
        QueueDepth.Steps steps = RecommendedPolicy.queueDepth(Loads.SHORT_JOBS);
        return """
                | Key | Work of one worker | For %d concurrent one-second jobs |
                |---|---|---|
                | `ACCEPTABLE_LATENCY` | %d s; %d s minus the start of new workers | `%d` |
                | `SCALE_UP` | %s | `%s` |
                | `SCALE_DOWN` | %s | `%s` |
                """.formatted(
                        Loads.SHORT_JOBS.concurrency(),
                        RecommendedPolicy.ACCEPTABLE_LATENCY,
                        RecommendedPolicy.REQUIRED_LATENCY,
                        RecommendedPolicy.ACCEPTABLE_LATENCY,
                        work(RecommendedPolicy.SCALE_UP),
                        QueueDepth.Steps.text(steps.up()),
                        work(RecommendedPolicy.SCALE_DOWN),
                        QueueDepth.Steps.text(steps.down()));
    }

    private static String work(List<Step> steps) {
        return steps.stream().map(step -> step.messages() + " s").collect(Collectors.joining(", "));
    }

    static String policies(Map<Load, Map<Contender, Result>> results) {
        return "Backlog age in seconds, p95/max:\n\n"
                + byPolicy(results, result -> result.age(0.95) + "/" + result.age(1))
                + "\nInstance-hours/reversals:\n\n"
                + byPolicy(
                        results,
                        result -> String.format(Locale.ROOT, "%.0f/%d", result.instanceHours(), result.reversals()));
    }

    /** A row for each policy, and a column for each load. */
    private static String byPolicy(Map<Load, Map<Contender, Result>> results, Function<Result, String> cell) {
        StringBuilder table = new StringBuilder();
        row(table, "Policy", results.keySet().stream().map(Load::name));
        table.append("|---".repeat(1 + results.size())).append("|\n");
        Contender.ALL.forEach(contender -> row(
                table, contender.name(), results.values().stream().map(ofLoad -> cell.apply(ofLoad.get(contender)))));
        return table.toString();
    }

    private static void row(StringBuilder table, String first, Stream<String> others) {
        table.append("| ")
                .append(first)
                .append(others.map(other -> " | " + other).collect(Collectors.joining()))
                .append(" |\n");
    }

    static String protections() {
        StringBuilder table = new StringBuilder("""
                | Load | Protected by | Jobs restarted | Backlog age p95 (s) | Instance-hours |
                |---|---|---|---|---|
                """);
        for (Load load : List.of(Loads.LONG_JOBS, Loads.BURSTS_OF_JOBS)) {
            Comparison comparison = new Comparison(load);
            PROTECTIONS.forEach((name, protection) -> {
                Result result = comparison.with(protection);
                table.append(String.format(
                        Locale.ROOT,
                        "| %s | %s | %d | %d | %.0f |\n",
                        load.name(),
                        name,
                        result.interrupted(),
                        result.age(0.95),
                        result.instanceHours()));
            });
        }
        return table.toString();
    }
}
