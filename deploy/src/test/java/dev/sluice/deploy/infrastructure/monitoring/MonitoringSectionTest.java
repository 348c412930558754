package dev.sluice.deploy.infrastructure.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.sluice.deploy.infrastructure.document.Documents;
import dev.sluice.testkit.Repository;

import static org.assertj.core.api.Assertions.assertThat;

class MonitoringSectionTest {

    private static final Path TEMPLATE = Documents.TEMPLATES.resolve("environment.yaml");

    @BeforeAll
    static void writeItAnewIfAskedTo() throws IOException {
        if (Boolean.getBoolean("template.update")) {
            Files.writeString(TEMPLATE, MonitoringSection.in(Files.readString(TEMPLATE)));
        }
    }

    @Test
    void isWhatTheTablesOfMetersSay() throws IOException {
        String template = Files.readString(TEMPLATE);

        assertThat(template)
                .as("./mvnw test -pl deploy -Dtest=MonitoringSectionTest -Dtemplate.update=true writes it anew")
                .isEqualTo(MonitoringSection.in(template));
    }

    @Test
    void isReadAsTheSameAlarmsAndTheSameDashboard() throws IOException {
        var resources = Documents.environment().get("Resources");

        for (var alarm : MonitoringSection.alarms().properties()) {
            assertThat(resources.get(alarm.getKey()).toString())
                    .as(alarm.getKey())
                    .isEqualTo(alarm.getValue().toString());
        }
        String body =
                resources.at("/Dashboard/Properties/DashboardBody/Fn::Sub").asText();
        assertThat(new ObjectMapper().readTree(body)).isEqualTo(MonitoringSection.dashboard());
    }

    @Test
    void theFilesForOtherTemplatesHaveTheSameAlarms() throws IOException {
        var files = new ObjectMapper()
                .readTree(Repository.path("deploy/cloudwatch/alarms.json").toFile());

        assertThat(files.properties().stream()
                        .map(alarm -> alarm.getKey() + alarm.getValue().at("/Properties/Threshold")))
                .containsExactlyElementsOf(MonitoringSection.alarms().properties().stream()
                        .map(alarm -> alarm.getKey() + alarm.getValue().at("/Properties/Threshold"))
                        .toList());
    }
}
