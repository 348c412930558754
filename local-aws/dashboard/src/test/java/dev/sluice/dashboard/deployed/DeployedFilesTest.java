package dev.sluice.dashboard.deployed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import dev.sluice.dashboard.meter.SluiceMeter;
import dev.sluice.dashboard.panel.Line;
import dev.sluice.dashboard.panel.MetricSource;
import dev.sluice.dashboard.panel.Panel;

import static org.assertj.core.api.Assertions.assertThat;

class DeployedFilesTest {

    private static final Path FOLDER = Path.of("../../deploy/cloudwatch");

    @Test
    void areWhatTheTablesSay() throws IOException {
        for (var file : DeployedFiles.contents().entrySet()) {
            Path path = FOLDER.resolve(file.getKey());
            if (Boolean.getBoolean("deployed-files.update")) {
                Files.writeString(path, file.getValue());
            }
            assertThat(Files.readString(path))
                    .as("%s; ./mvnw test -pl local-aws/dashboard -Ddeployed-files.update=true writes it anew", path)
                    .isEqualTo(file.getValue());
        }
    }

    @Test
    void showEveryMeterSomewhereOrSayWhyNot() {
        var shown = Arrays.stream(Panel.values())
                .flatMap(panel -> panel.lines().stream())
                .map(Line::metric)
                .filter(MetricSource.Own.class::isInstance)
                .map(metric -> ((MetricSource.Own) metric).meter())
                .collect(Collectors.toSet());
        // Fill and slots are for whoever tunes; utilisation and requests tell an operator the same. Rejected jobs and
        // redriven ones end as dead letters. What is held makes two of one figure of SQS's, on the local dashboard.
        shown.addAll(List.of(
                SluiceMeter.BATCH_FILL,
                SluiceMeter.IN_FLIGHT,
                SluiceMeter.CAPACITY,
                SluiceMeter.DEAD_LETTERED,
                SluiceMeter.HELD));

        assertThat(shown).containsExactlyInAnyOrder(SluiceMeter.values());
    }

    @Test
    void keepCloudWatchsPlaceholdersFromCloudFormation() throws IOException {
        assertThat(DeployedFiles.contents().get("dashboard.json"))
                .contains("${!PROP('Dim.type')}")
                .doesNotContain("${PROP")
                .contains("environment=\\\"${Environment}\\\"");
    }
}
