package dev.sluice.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import dev.sluice.benchmarks.process.Variant;
import dev.sluice.benchmarks.report.JsonReport;
import dev.sluice.benchmarks.report.Machine;
import dev.sluice.benchmarks.report.MarkdownReport;
import dev.sluice.benchmarks.report.Report;
import dev.sluice.benchmarks.report.Section;

/** The command. */
@Command(
        name = "benchmarks/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures the packaged services and writes what it finds as JSON and Markdown.")
public final class Benchmarks implements Callable<Integer> {

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

    @Option(names = "--short", description = "A few seconds of each, to see that all works; the numbers say nothing.")
    private boolean brief;

    @Option(names = "--jvm", description = "Measure the JVM packages only.")
    private boolean jvm;

    @Option(names = "--native", description = "Measure the native executables only.")
    private boolean nativeOnly;

    @Option(names = "--both", description = "Measure both, the default.")
    private boolean both;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Only these benchmarks; all if not given.")
    private List<String> only = List.of();

    @Option(names = "--rounds", description = "Measured rounds, in turns.")
    private Integer rounds;

    @Option(names = "--warm-ups", description = "Rounds before those.")
    private Integer warmUps;

    @Option(names = "--jobs", description = "Jobs in a round, a multiple of ten.")
    private Integer jobs;

    @Option(names = "--rate", description = "Jobs a second where a rate is fixed.")
    private Integer rate;

    @Option(
            names = "--jvm-options",
            split = " ",
            defaultValue = "-Xmx256m",
            description = "Options of every JVM that is measured; ${DEFAULT-VALUE} if not given.")
    private List<String> jvmOptions;

    @Option(
            names = "--native-options",
            split = " ",
            description = "Options of every native executable, such as -Xmx64m.")
    private List<String> nativeOptions = List.of();

    @Option(
            names = "--bare-loops",
            defaultValue = "4",
            description = "Bare SDK loops side by side; ${DEFAULT-VALUE} if not given, where they cost the least.")
    private int bareLoops;

    @Option(
            names = "--bare-threads",
            defaultValue = "2",
            description = "Threads of the bare loops' client; ${DEFAULT-VALUE} if not given, as in the services.")
    private int bareThreads;

    @Option(
            names = "--results",
            defaultValue = "benchmarks/results/latest",
            description = "Where to write, without .json and .md; ${DEFAULT-VALUE} if not given.")
    private Path results;

    @Option(names = "--commit", hidden = true, defaultValue = "unknown")
    private String commit;

    @Option(names = "--graalvm", hidden = true, defaultValue = "no GraalVM")
    private String graalVm;

    @Option(names = "--root", hidden = true, defaultValue = "", description = "The project's folder.")
    private Path root;

    @Spec
    private CommandSpec spec;

    private boolean failed;

    public static void main(String[] args) {
        System.exit(new CommandLine(new Benchmarks()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        List<Benchmark> chosen = chosen();
        Machine machine = Machine.here(graalVm);
        List<Section> sections = new ArrayList<>();
        Setup setup = new Setup(
                root.toAbsolutePath().normalize(),
                scale(),
                variants(),
                jvmOptions,
                nativeOptions,
                bareLoops,
                bareThreads);
        try (Lab lab = new Lab(setup)) {
            for (Benchmark benchmark : chosen) {
                sections.add(run(benchmark, lab));
            }
        }
        write(new Report(Instant.now(), commit, arguments(), machine, sections));
        return failed ? 1 : 0;
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

    private List<Benchmark> chosen() {
        if (only.isEmpty()) {
            return ALL;
        }
        List<Benchmark> all = Stream.concat(ALL.stream(), ON_DEMAND.stream()).toList();
        List<String> names = all.stream().map(Benchmark::name).toList();
        if (!names.containsAll(only)) {
            throw new ParameterException(spec.commandLine(), "There are only " + String.join(", ", names));
        }
        return all.stream().filter(benchmark -> only.contains(benchmark.name())).toList();
    }

    /** As they were given, but for those that the script adds. */
    private String arguments() {
        return spec.commandLine().getParseResult().matchedOptions().stream()
                .filter(option -> !option.hidden() && !option.names()[0].equals("--results"))
                .map(option -> option.originalStringValues().isEmpty()
                                || option.arity().max() == 0
                        ? option.names()[0]
                        : option.names()[0] + " " + String.join(" ", option.originalStringValues()))
                .collect(Collectors.joining(" "));
    }

    private Scale scale() {
        Scale scale = brief ? Scale.brief() : Scale.full();
        scale = rounds == null ? scale : scale.withRounds(rounds);
        scale = warmUps == null ? scale : scale.withWarmUps(warmUps);
        scale = jobs == null ? scale : scale.withJobs(jobs);
        return rate == null ? scale : scale.withRate(rate);
    }

    private List<Variant> variants() {
        if (jvm == nativeOnly || both) {
            return List.of(Variant.values());
        }
        return List.of(jvm ? Variant.JVM : Variant.NATIVE);
    }

    private void write(Report report) throws IOException {
        String markdown = MarkdownReport.of(report);
        System.out.println(markdown);
        Path folder = results.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(results.getFileName() + ".md"), markdown);
        Files.writeString(folder.resolve(results.getFileName() + ".json"), JsonReport.of(report));
    }
}
