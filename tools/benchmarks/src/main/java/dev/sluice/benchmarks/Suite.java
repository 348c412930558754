package dev.sluice.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.sluice.benchmarks.report.Section;

/** The benchmarks of a run, one after the other. */
final class Suite {

    private static final List<Benchmark> ALL = List.of(
            new StartBenchmark(),
            new MemoryBenchmark(),
            new AcceptBenchmark(),
            new DrainBenchmark(),
            new NapBenchmark(),
            new LatencyBenchmark(),
            new RequestsBenchmark(),
            new DepthBenchmark());

    /** Those that run only when they are asked for. */
    private static final List<Benchmark> ON_DEMAND = List.of(new TuningBenchmark());

    private final List<Benchmark> benchmarks;
    private boolean failed;

    private Suite(List<Benchmark> benchmarks) {
        this.benchmarks = benchmarks;
    }

    /**
     * Those of these names.
     *
     * @param names none for all that need not be asked for
     * @throws IllegalArgumentException when there is none of a name; says which there are
     */
    static Suite of(List<String> names) {
        if (names.isEmpty()) {
            return new Suite(ALL);
        }
        List<Benchmark> all = Stream.concat(ALL.stream(), ON_DEMAND.stream()).toList();
        List<String> known = all.stream().map(Benchmark::name).toList();
        if (!known.containsAll(names)) {
            throw new IllegalArgumentException("There are only " + String.join(", ", known));
        }
        return new Suite(all.stream()
                .filter(benchmark -> names.contains(benchmark.name()))
                .toList());
    }

    List<Section> run(Lab lab) {
        List<Section> sections = new ArrayList<>();
        for (Benchmark benchmark : benchmarks) {
            sections.add(run(benchmark, lab));
        }
        return sections;
    }

    /** Whether one could not be run to its end. */
    boolean failed() {
        return failed;
    }

    /** One that fails does not take the numbers of the others with it. */
    private Section run(Benchmark benchmark, Lab lab) {
        try {
            return benchmark.run(lab);
        } catch (RuntimeException e) {
            failed = true;
            e.printStackTrace();
            Section section = new Section(benchmark.name(), benchmark.name(), "This benchmark failed.");
            section.note(e.toString());
            return section;
        }
    }
}
