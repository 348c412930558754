package dev.sluice.deploy.infrastructure.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import dev.sluice.testkit.Repository;

import static org.assertj.core.api.Assertions.assertThat;

class CostTableTest {

    private static final Path PAGE = Repository.path("docs/operations.md");

    private static final String BEGIN = "| Monthly cost | Small | Medium | Large |\n";

    @Test
    void thePageHasWhatThePricesMake() throws IOException {
        String page = Files.readString(PAGE);
        if (Boolean.getBoolean("costs.update")) {
            page = page.replace(shown(page), table());
            Files.writeString(PAGE, page);
        }

        assertThat(shown(page))
                .as("./mvnw test -pl deploy -Dtest=CostTableTest -Dcosts.update=true writes it anew")
                .isEqualTo(table());
    }

    /** Amazon CloudWatch pricing: an alarm on an expression costs as much as its metrics, which are three here, in two alarms. */
    @Test
    void targetTrackingByThreeMetricsCostsThreeForEachOfItsAlarms() {
        assertThat(MonthlyCost.scalingAlarms()).isEqualTo(2 * 3 + 2 * 2 * 3);
    }

    @Test
    void aMillionJobsCostLessTheMoreThereAre() {
        assertThat(Arrays.stream(InstallationSize.values())
                        .map(size -> -MonthlyCost.total(size) / size.millionJobs())
                        .toList())
                .isSorted();
    }

    private static String shown(String page) {
        int begin = page.indexOf(BEGIN);
        assertThat(begin).as("the table in %s", PAGE).isNotNegative();
        return page.substring(begin, page.indexOf("\n\n", begin) + 1);
    }

    private static String table() {
        StringBuilder table = new StringBuilder(BEGIN).append("|---|---|---|---|\n");
        row(table, "Jobs", size -> String.format(Locale.ROOT, "%,d million", size.millionJobs()));
        row(table, "Producers and workers, on average", size -> "%d and %d × %s"
                .formatted(size.producers(), size.workers(), size.instanceType()));
        for (String line : MonthlyCost.lines(InstallationSize.SMALL).keySet()) {
            row(table, line, size -> dollars(MonthlyCost.lines(size).get(line)));
        }
        row(table, "**Total**", size -> "**" + dollars(MonthlyCost.total(size)) + "**");
        row(table, "Per million jobs", size -> dollars(MonthlyCost.total(size) / size.millionJobs()));
        return table.toString();
    }

    private static void row(StringBuilder table, String name, Function<InstallationSize, String> cell) {
        table.append("| ")
                .append(name)
                .append(" | ")
                .append(Arrays.stream(InstallationSize.values()).map(cell).collect(Collectors.joining(" | ")))
                .append(" |\n");
    }

    /** Cents where they matter. */
    private static String dollars(double amount) {
        return "$" + String.format(Locale.ROOT, amount < 100 ? "%.2f" : "%,.0f", amount);
    }
}
