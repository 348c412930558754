package dev.sluice.deploy.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import dev.sluice.deploy.infrastructure.document.Documents;
import dev.sluice.testkit.Repository;

import static org.assertj.core.api.Assertions.assertThat;

class ParametersTest {

    private static final Path FILES = Repository.path("deploy/environments");

    /** The keys of an environment's file that are the template's: deploy/sluice passes each by its name in another spelling. */
    private static final List<String> KEYS = List.of(
            "ARCHITECTURE",
            "VPC_ID",
            "SUBNETS",
            "LOAD_BALANCER_SUBNETS",
            "LOAD_BALANCER_SCHEME",
            "CERTIFICATE_ARN",
            "PRODUCER_HOST",
            "PRODUCER_INSTANCE_TYPE",
            "PRODUCER_MIN",
            "PRODUCER_MAX",
            "WORKER_INSTANCE_TYPE",
            "WORKER_HIGH_MIN",
            "WORKER_HIGH_MAX",
            "WORKER_NORMAL_MIN",
            "WORKER_NORMAL_MAX",
            "CONCURRENCY",
            "DRAIN_GRACE",
            "LOG_RETENTION_DAYS",
            "ACCEPTABLE_LATENCY",
            "TIME_PER_JOB",
            "MAX_RECEIVE_COUNT",
            "ALARM_TOPIC_ARN");

    private final JsonNode parameters = Documents.environment().get("Parameters");

    @Test
    void areTheKeysOfAnEnvironmentsFile() {
        assertThat(names())
                .containsAll(KEYS.stream().map(ParametersTest::parameter).toList());
    }

    /** An environment's file that says what the keys above are is enough. */
    @Test
    void haveADefaultWhereAnEnvironmentsFileNeedNotSayThem() {
        assertThat(KEYS.stream().map(ParametersTest::parameter)).containsAll(needed());
    }

    @Test
    void areSaidByEachEnvironmentsFileWhereTheyHaveNoDefault() throws IOException {
        for (Path file : environmentFiles()) {
            Set<String> said = Files.readAllLines(file).stream()
                    .filter(line -> line.matches("[A-Z][A-Z0-9_]*=.*"))
                    .map(line -> parameter(line.substring(0, line.indexOf('='))))
                    .collect(Collectors.toSet());
            assertThat(said).as(file.toString()).containsAll(needed());
        }
    }

    /** deploy/sluice takes no key that looks like a secret: its value would be in the repository. */
    @Test
    void areNoSecrets() {
        assertThat(names()).noneMatch(name -> name.matches(".*(Secret|Password|Token).*"));
    }

    /** What has no default, but for what deploy/sluice finds out: which environment it is, and what runs there. */
    private Set<String> needed() {
        Set<String> needed = new TreeSet<>(names());
        needed.removeIf(
                name -> parameters.get(name).has("Default") || name.matches("Environment|.*(Version|Platform)"));
        return needed;
    }

    private static List<Path> environmentFiles() throws IOException {
        if (!Files.isDirectory(FILES)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(FILES)) {
            return files.filter(file -> file.toString().endsWith(".env")).toList();
        }
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        parameters.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** {@code INSTANCE_TYPE} is {@code InstanceType}. */
    private static String parameter(String key) {
        return Arrays.stream(key.split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
