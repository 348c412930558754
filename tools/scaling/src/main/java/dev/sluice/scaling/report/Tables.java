package dev.sluice.scaling.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

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
        PROTECTIONS.put("no protection", Protection.NONE);
        PROTECTIONS.put("while any job is in work", Protection.OF_ANY_JOB);
        PROTECTIONS.put("while a job has been in work for 5 s", Protection.USUAL);
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
                | key | of one worker's work | for %d jobs at once of one second each |
                |---|---|---|
                | `ACCEPTABLE_LATENCY` | %d s, where %d are acceptable: new workers take time to start | `%d` |
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
        StringBuilder table = new StringBuilder("""
                | load | policy | backlog age p50 | p95 | max | instance-hours | reversals |
                |---|---|---|---|---|---|---|
                """);
        results.forEach((load, ofLoad) -> ofLoad.forEach((contender, result) -> table.append(String.format(
                Locale.ROOT,
                "| %s | %s | %d s | %d s | %d s | %.0f | %d |\n",
                load.name(),
                contender.name(),
                result.age(0.5),
                result.age(0.95),
                result.age(1),
                result.instanceHours(),
                result.reversals()))));
        return table.toString();
    }

    static String protections() {
        StringBuilder table = new StringBuilder("""
                | load | protected | jobs begun anew | backlog age p95 | instance-hours |
                |---|---|---|---|---|
                """);
        for (Load load : List.of(Loads.LONG_JOBS, Loads.BURSTS_OF_JOBS)) {
            Comparison comparison = new Comparison(load);
            PROTECTIONS.forEach((name, protection) -> {
                Result result = comparison.with(protection);
                table.append(String.format(
                        Locale.ROOT,
                        "| %s | %s | %d | %d s | %.0f |\n",
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
