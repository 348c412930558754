package dev.sluice.benchmarks;

import dev.sluice.benchmarks.report.Section;

/** One question, and the program that answers it. */
interface Benchmark {

    /** As the command takes it. */
    String name();

    /** Measures, at most for as long as the lab's scale says. */
    Section run(Lab lab);
}
