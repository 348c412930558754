package dev.sluice.scaling.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.scaling.world.Load;
import dev.sluice.scaling.world.Loads;
import dev.sluice.scaling.world.Result;

/** What docs/scaling.md and docs/scaling/ hold of the simulation; a test compares, and writes it anew if asked to. */
public final class ScalingPage {

    private final Map<Load, Map<Contender, Result>> results = new LinkedHashMap<>();

    public ScalingPage() {
        Loads.ALL.forEach(load -> results.put(load, new Comparison(load).results()));
    }

    /** The tables, by the name that stands at their place in the page. */
    Map<String, String> tables() {
        return Map.of(
                "loads", Tables.loads(),
                "policies", Tables.policies(results),
                "thresholds", Tables.thresholds(),
                "protections", Tables.protections());
    }

    /** The drawings, by file name. Without the policy that is there for comparison only. */
    Map<String, Drawing> drawings() {
        Map<String, Drawing> drawings = new LinkedHashMap<>();
        results.forEach((load, all) -> {
            Map<Contender, Result> drawn = new LinkedHashMap<>(all);
            drawn.keySet().removeAll(List.of(Contender.VISIBLE_ONLY));
            String file = load.name().replace(' ', '-');
            drawings.put(
                    file + "-age.svg",
                    new Drawing(load.name() + ": age of the backlog, seconds", drawn, Result.Minute::age));
            drawings.put(
                    file + "-instances.svg", new Drawing(load.name() + ": instances", drawn, Result.Minute::instances));
        });
        return drawings;
    }
}
