package dev.sluice.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import dev.sluice.benchmarks.process.Variant;
import dev.sluice.benchmarks.report.Machine;
import dev.sluice.benchmarks.report.MarkdownReport;
import dev.sluice.benchmarks.report.Report;
import dev.sluice.benchmarks.report.ReportFiles;
import dev.sluice.benchmarks.report.Section;

/** The command. */
@Command(
        name = "tools/benchmarks/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures the packaged services and writes what it finds as JSON and Markdown.")
public final class Benchmarks implements Callable<Integer> {

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
            defaultValue = "1",
            description = "Threads of the bare loops' client; ${DEFAULT-VALUE} if not given, as in the services.")
    private int bareThreads;

    @Option(
            names = "--results",
            defaultValue = "tools/benchmarks/results/latest",
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

    public static void main(String[] args) {
        System.exit(new CommandLine(new Benchmarks()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Suite suite = suite();
        Machine machine = Machine.here(graalVm);
        Setup setup = new Setup(
                root.toAbsolutePath().normalize(),
                scale(),
                variants(),
                jvmOptions,
                nativeOptions,
                bareLoops,
                bareThreads);
        List<Section> sections;
        try (Lab lab = new Lab(setup)) {
            sections = suite.run(lab);
        }
        Report report = new Report(Instant.now(), commit, arguments(), machine, sections);
        ReportFiles.write(report, results);
        System.out.println(MarkdownReport.of(report));
        return suite.failed() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
    }

    private Suite suite() {
        try {
            return Suite.of(only);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
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
}
