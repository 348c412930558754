package dev.sluice.benchmarks.report;

import java.time.Instant;
import java.util.List;

/**
 * All that one run has found.
 *
 * @param command the options that the run was started with
 */
public record Report(Instant date, String commit, String command, Machine machine, List<Section> sections) {}
