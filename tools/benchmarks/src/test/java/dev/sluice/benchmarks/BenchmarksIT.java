package dev.sluice.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** The short form of the benchmarks: that they measure, not what. */
class BenchmarksIT {

    @TempDir
    Path folder;

    @Test
    void eachWayToMeasureBringsNumbersOfTheJvmPackages() throws Exception {
        int status = new CommandLine(new Benchmarks())
                .execute(
                        "--short",
                        "--jvm",
                        "--only=accept,drain,latency,requests",
                        "--root=../..",
                        "--results=" + folder.resolve("latest"));

        assertThat(status).isZero();
        JsonNode report =
                new ObjectMapper().readTree(folder.resolve("latest.json").toFile());
        assertPositive(report, "accept", "accepted", "jvm");
        assertPositive(report, "accept", "accepted", "jvm without SQS");
        assertPositive(report, "drain", "CPU per job", "Sluice jvm");
        assertPositive(report, "drain", "CPU per job", "bare SDK loop");
        assertPositive(report, "drain", "drained", "SmallRye's connector");
        assertPositive(report, "latency", "202, p99", "jvm");
        assertPositive(report, "latency", "end to end, p99", "jvm");
        assertPositive(report, "requests", "SendMessageBatch", "jvm");
        assertThat(Files.readString(folder.resolve("latest.md")))
                .contains("CPU per no-op job ÷ bare SDK loop, JVM", "| drained, jobs/s |");
    }

    @Test
    void anUnknownNameIsRefusedBeforeAnythingStarts() {
        assertThat(new CommandLine(new Benchmarks()).execute("--only=drian")).isEqualTo(CommandLine.ExitCode.USAGE);
    }

    private static void assertPositive(JsonNode report, String benchmark, String metric, String subject) {
        JsonNode found = find(
                find(find(report.get("benchmarks"), "name", benchmark).get("metrics"), "name", metric)
                        .get("subjects"),
                "subject",
                subject);
        assertThat(found.get("median").asDouble())
                .as("%s, %s, %s", benchmark, metric, subject)
                .isPositive();
    }

    private static JsonNode find(JsonNode nodes, String field, String value) {
        return StreamSupport.stream(nodes.spliterator(), false)
                .filter(node -> node.get(field).asText().equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + field + " " + value + " in " + nodes));
    }
}
