package dev.sluice.benchmarks.report;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a report for people: a table for each benchmark, medians with the least and the most beside them. */
public final class MarkdownReport {

    private MarkdownReport() {}

    public static String of(Report report) {
        StringBuilder text = new StringBuilder();
        Machine machine = report.machine();
        text.append("Measured %tF at commit `%s` by `tools/benchmarks/run %s`"
                .formatted(report.date().atOffset(ZoneOffset.UTC), report.commit(), report.command())
                .strip());
        text.append(" on %s, %d cores, %,d MB, %s; %s; %s.%n"
                .formatted(
                        machine.processor(),
                        machine.cores(),
                        machine.megabytes(),
                        machine.kernel(),
                        machine.jdk(),
                        machine.graalVm()));
        bars(report, text);
        report.sections().forEach(section -> section(section, text));
        return text.toString();
    }

    private static void bars(Report report, StringBuilder text) {
        List<Bar> bars = report.sections().stream()
                .flatMap(section -> section.bars().stream())
                .toList();
        if (bars.isEmpty()) {
            return;
        }
        text.append("%n### Bars%n%n| bar | limit | measured | |%n|---|---:|---:|---|%n".formatted());
        for (Bar bar : bars) {
            text.append("| %s | %s %s | %s | %s |%n"
                    .formatted(
                            bar.what(),
                            bar.side().sign(),
                            withUnit(number(bar.limit()), bar.unit()),
                            withUnit(number(bar.value()), bar.unit()),
                            bar.met() ? "met" : "**not met**"));
        }
    }

    private static void section(Section section, StringBuilder text) {
        text.append("%n### %s%n%n%s%n".formatted(section.title(), section.method()));
        List<Metric> metrics = section.metrics();
        List<String> subjects = metrics.stream()
                .flatMap(metric -> metric.subjects().stream())
                .map(Samples::subject)
                .distinct()
                .toList();
        if (!subjects.isEmpty()) {
            text.append(
                    "%n| | %s |%n|---|%s%n".formatted(String.join(" | ", subjects), "---:|".repeat(subjects.size())));
            metrics.forEach(metric -> text.append("| %s | %s |%n"
                    .formatted(
                            metric.unit().isEmpty() ? metric.name() : metric.name() + ", " + metric.unit(),
                            subjects.stream()
                                    .map(subject -> cell(metric, subject))
                                    .collect(Collectors.joining(" | ")))));
        }
        section.notes().forEach(note -> text.append("%n%s%n".formatted(note)));
    }

    private static String cell(Metric metric, String subject) {
        Optional<Samples> samples = metric.subjects().stream()
                .filter(of -> of.subject().equals(subject))
                .findFirst();
        return samples.map(MarkdownReport::cell).orElse("");
    }

    private static String cell(Samples samples) {
        return samples.values().size() == 1
                ? number(samples.median())
                : "%s (%s–%s)".formatted(number(samples.median()), number(samples.least()), number(samples.most()));
    }

    private static String withUnit(String number, String unit) {
        return Stream.of(number, unit).filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
    }

    /** Three significant digits or all of the whole part: what is beyond is noise. */
    private static String number(double value) {
        double size = Math.abs(value);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }
}
