package dev.sluice.scaling.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import dev.sluice.scaling.RecommendedPolicy;
import dev.sluice.scaling.policy.QueueDepth;
import dev.sluice.scaling.search.Search.BacklogThresholds;
import dev.sluice.scaling.search.Search.DepthSteps;
import dev.sluice.scaling.search.Search.Found;
import dev.sluice.scaling.world.Load;

import static org.assertj.core.api.Assertions.assertThat;

class RecommendedPolicyTest {

    private static final Path ENVIRONMENTS = Path.of("../../deploy/environments");

    private static final Found<DepthSteps> QUEUE_DEPTH = new Search().queueDepth();
    private static final Found<BacklogThresholds> BACKLOG_PER_WORKER = new Search().backlogPerWorker();

    @Test
    void isWhatTheSearchFindsForQueueDepth() {
        assertThat(QUEUE_DEPTH.thresholds())
                .isEqualTo(new DepthSteps(RecommendedPolicy.SCALE_UP, RecommendedPolicy.SCALE_DOWN));
    }

    @Test
    void isWhatTheSearchFindsForBacklogPerWorker() {
        assertThat(BACKLOG_PER_WORKER.thresholds())
                .isEqualTo(new BacklogThresholds(RecommendedPolicy.ACCEPTABLE_LATENCY, RecommendedPolicy.BUSY_SHARE));
    }

    @Test
    void backlogPerWorkerIsTheBetterDefault() {
        assertThat(BACKLOG_PER_WORKER.cost()).isLessThan(QUEUE_DEPTH.cost());
    }

    @TestFactory
    List<DynamicTest> isWhatEachEnvironmentBeginsWith() throws IOException {
        if (!Files.isDirectory(ENVIRONMENTS)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(ENVIRONMENTS)) {
            return files.filter(file -> file.toString().endsWith(".env"))
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> compare(settings(file))))
                    .toList();
        }
    }

    private static void compare(Map<String, String> environment) {
        var workers = new Load.Workers(
                Integer.parseInt(environment.get("CONCURRENCY")), Double.parseDouble(environment.get("TIME_PER_JOB")));
        QueueDepth.Steps expected = RecommendedPolicy.queueDepth(workers);

        assertThat(environment)
                .containsEntry("SCALING_POLICY", "backlog-per-worker")
                .containsEntry("ACCEPTABLE_LATENCY", Integer.toString(RecommendedPolicy.ACCEPTABLE_LATENCY))
                .containsEntry("SCALE_UP", QueueDepth.Steps.text(expected.up()))
                .containsEntry("SCALE_DOWN", QueueDepth.Steps.text(expected.down()));
    }

    private static Map<String, String> settings(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.matches("[A-Z_]+=.*"))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }
}
