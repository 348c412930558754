package dev.sluice.dashboard.meter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MetersPageTest {

    @Test
    void thePageTellsEveryMeterOfTheTableInItsOrder() throws IOException {
        List<String> rows = Files.readString(Path.of("../../docs/metrics.md"))
                .lines()
                .filter(line -> line.matches("\\| `[a-z]+\\.[a-z]+` \\|.*"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(SluiceMeter.values())
                        .map(MetersPageTest::row)
                        .toList());
    }

    private static String row(SluiceMeter meter) {
        String dimensions = meter.dimensions().stream()
                .map(dimension -> "`" + dimension.key() + "`")
                .collect(Collectors.joining(", "));
        return "| `%s` | %s |%s | %s |"
                .formatted(
                        meter.metricName(),
                        meter.kind().name().toLowerCase(Locale.ROOT),
                        dimensions.isEmpty() ? "" : " " + dimensions,
                        meter.description());
    }
}
