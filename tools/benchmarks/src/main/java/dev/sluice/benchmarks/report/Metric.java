package dev.sluice.benchmarks.report;

import java.util.List;

/**
 * One thing that was measured, of one or more subjects side by side.
 *
 * @param name such as {@code CPU per job}
 * @param unit such as {@code µs}
 */
public record Metric(String name, String unit, List<Samples> subjects) {}
