import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Writes what the tests took into a page, between two marks; see .ci/test-times. */
final class TestTimes {

    private static final String BEGIN = "<!-- test-times: made by .ci/test-times -->";
    private static final String END = "<!-- test-times: end -->";

    /** Shorter ones are in the sum of the rest. */
    private static final double SECONDS_WORTH_A_ROW = 30;

    private static final Pattern MODULE = Pattern.compile(
            "\\[INFO] (?<name>Sluice[^.]*?) \\.+ SUCCESS \\[ *(?:(?<minutes>\\d+):)?(?<seconds>[\\d.]+) (?:s|min)]");
    private static final Pattern SUITE = Pattern.compile(
            "<testsuite [^>]*?name=\"(?<name>[^\"]+)\" time=\"(?<time>[\\d.,]+)\" tests=\"(?<tests>\\d+)\" errors=\"\\d+\" skipped=\"(?<skipped>\\d+)\"",
            Pattern.DOTALL);

    /** What a class took, in seconds; the last two are known of classes that see the testkit only. */
    private record Row(String module, String name, int tests, int skipped, double elapsed, double own, double children) {

        boolean isKnown() {
            return own >= 0;
        }

        double waiting() {
            return Math.max(0, elapsed - own - children);
        }
    }

    private TestTimes() {}

    public static void main(String... arguments) throws IOException {
        Path page = Path.of(arguments[2]);
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException(page + " has no place for the table: " + BEGIN + " ... " + END);
        }
        String tables = tables(Files.readString(Path.of(arguments[0])), Integer.parseInt(arguments[1]));
        Files.writeString(page, text.substring(0, begin + BEGIN.length()) + "\n\n" + tables + "\n" + text.substring(end));
        System.out.print(tables);
    }

    private static String tables(String log, int seconds) throws IOException {
        List<Row> rows = rows();
        StringBuilder out = new StringBuilder("%d tests in %s, %d of them skipped.%n%n"
                .formatted(
                        rows.stream().mapToInt(Row::tests).sum(),
                        minutes(seconds),
                        rows.stream().mapToInt(Row::skipped).sum()));
        out.append("| module | build and tests (s) |\n|---|---:|\n");
        for (Matcher module = MODULE.matcher(log); module.find(); ) {
            double took = Double.parseDouble(module.group("seconds").replace(":", "."));
            if (module.group("minutes") != null) {
                took += 60 * Integer.parseInt(module.group("minutes"));
            }
            if (took >= SECONDS_WORTH_A_ROW) {
                out.append("| %s | %.0f |%n".formatted(module.group("name").replace("Sluice :: ", ""), took));
            }
        }
        boolean known = rows.stream().anyMatch(Row::isKnown);
        out.append("\n| test class | tests | time (s) |%s\n".formatted(
                known ? " its JVM's CPU | CPU of processes it starts | waiting |" : ""));
        out.append("|---|---:|---:|%s\n".formatted(known ? "---:|---:|---:|" : ""));
        List<Row> rest = new ArrayList<>();
        for (Row row : rows.stream().sorted(Comparator.comparing(Row::elapsed).reversed()).toList()) {
            if (row.elapsed() < SECONDS_WORTH_A_ROW) {
                rest.add(row);
            } else if (row.isKnown()) {
                out.append("| %s `%s` | %d | %.0f | %.0f | %.0f | %.0f |%n"
                        .formatted(
                                row.module(), row.name(), row.tests(), row.elapsed(), row.own(), row.children(), row.waiting()));
            } else {
                out.append("| %s `%s` | %d | %.0f |%s%n"
                        .formatted(row.module(), row.name(), row.tests(), row.elapsed(), known ? " | | |" : ""));
            }
        }
        out.append("| %d shorter ones | %d | %.0f |%s%n"
                .formatted(
                        rest.size(),
                        rest.stream().mapToInt(Row::tests).sum(),
                        rest.stream().mapToDouble(Row::elapsed).sum(),
                        known ? " | | |" : ""));
        return out.toString();
    }

    private static String minutes(int seconds) {
        return "%d min %d s".formatted(seconds / 60, seconds % 60);
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        try (Stream<Path> files = Files.find(
                Path.of(""), 6, (file, attributes) -> file.toString().matches(".*/target/(surefire|failsafe)-reports/TEST-[^/]*\\.xml"))) {
            for (Path file : files.toList()) {
                Path target = file.getParent().getParent();
                Matcher suite = SUITE.matcher(Files.readString(file));
                if (suite.find()) {
                    rows.add(row(target, suite));
                }
            }
        }
        return rows;
    }

    private static Row row(Path target, Matcher suite) throws IOException {
        String name = suite.group("name");
        double[] usage = usages(target.resolve("test-times.csv")).getOrDefault(name, new double[] {-1, -1, -1});
        double elapsed = usage[0] >= 0 ? usage[0] : Double.parseDouble(suite.group("time").replace(",", ""));
        return new Row(
                target.getParent().toString(),
                name.substring(name.lastIndexOf('.') + 1),
                Integer.parseInt(suite.group("tests")),
                Integer.parseInt(suite.group("skipped")),
                elapsed,
                usage[1],
                usage[2]);
    }

    private static Map<String, double[]> usages(Path file) throws IOException {
        Map<String, double[]> usages = new TreeMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                String[] fields = line.split(",");
                usages.put(fields[0], new double[] {seconds(fields[1]), seconds(fields[2]), seconds(fields[3])});
            }
        }
        return usages;
    }

    private static double seconds(String millis) {
        return Long.parseLong(millis) / 1000.0;
    }
}
