package dev.sluice.deploy.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import dev.sluice.testkit.Repository;

import static org.assertj.core.api.Assertions.assertThat;

/** An account that is new may not have as many processors as production asks for: who reads its file learns that before. */
class ProcessorsTest {

    private static final Path FILE = Repository.path("deploy/environments/production.env");

    /** Of the instance types that the file may name (EC2, "Amazon EC2 instance types"). */
    private static final Map<String, Integer> PROCESSORS = Map.of("m7i.large", 2, "t3.small", 2, "t3.micro", 2);

    private static final String QUOTA = "Running On-Demand Standard instances";

    @Test
    void productionSaysHowManyItAsksFor() throws IOException {
        Map<String, String> settings = new TreeMap<>();
        for (String line : Files.readAllLines(FILE)) {
            if (line.matches("[A-Z_]+=.*")) {
                settings.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
            }
        }
        int least = processors(settings, "MIN");
        int most = processors(settings, "MAX");

        assertThat(Files.readString(FILE))
                .contains("this begins with " + least + ", may grow to " + most + ",")
                .contains(QUOTA);
        assertThat(Files.readString(Repository.path("docs/operations.md")).replaceAll("\\s+", " "))
                .contains("starts with " + least + " vCPUs and can grow to " + most)
                .contains(QUOTA);
    }

    private static int processors(Map<String, String> settings, String bound) {
        int processors = 0;
        for (var setting : settings.entrySet()) {
            if (setting.getKey().matches("PRODUCER_" + bound + "|WORKER_[A-Z0-9]+_" + bound)) {
                String type = settings.get(setting.getKey().replaceAll("_.*", "") + "_INSTANCE_TYPE");
                processors += PROCESSORS.get(type) * Integer.parseInt(setting.getValue());
            }
        }
        return processors;
    }
}
