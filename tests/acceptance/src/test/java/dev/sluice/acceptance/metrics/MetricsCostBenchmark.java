package dev.sluice.acceptance.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.sluice.acceptance.Site;
import dev.sluice.acceptance.Table;
import dev.sluice.localaws.cloudwatch.LocalCloudWatch;
import dev.sluice.testkit.PackagedService;
import dev.sluice.testkit.SqsLink;

import static org.awaitility.Awaitility.await;

/**
 * What measuring costs a worker: processor time for each job, with meters that go to CloudWatch every second and without
 * any, two workers in turns at the same rate. A program that prints, started by name only:
 *
 * <pre>./mvnw verify -pl tests/acceptance -Dtest=NONE -Dit.test=MetricsCostBenchmark</pre>
 */
class MetricsCostBenchmark {

    private static final int JOBS_PER_SECOND = 1_000;
    private static final int JOBS_IN_A_ROUND = 15_000;
    private static final int WARM_UP_ROUNDS = 4;
    private static final int ROUNDS = 7;
    private static final int BURST = 100;

    /** Other tests start services without the optimising compiler. */
    private static final String OPTIMISING = "-XX:TieredStopAtLevel=4";

    /** Linux tells processor time in hundredths of a second (proc(5), sysconf(_SC_CLK_TCK)). */
    private static final double TICK_MICROS = 10_000;

    @Test
    void compare() throws Exception {
        List<Double> with = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        try (LocalCloudWatch cloudWatch = LocalCloudWatch.start(0);
                Site measured = Site.here();
                Site unmeasured = Site.here();
                SqsLink measuredLink = SqsLink.to(measured.sqs());
                SqsLink unmeasuredLink = SqsLink.to(unmeasured.sqs());
                PackagedService measuring = measured.startWorker(
                        measuredLink,
                        quiet(Map.of(
                                "SLUICE_CLOUDWATCH_ENABLED", "true",
                                "SLUICE_CLOUDWATCH_ENDPOINT_OVERRIDE",
                                        cloudWatch.endpoint().toString(),
                                "SLUICE_CLOUDWATCH_REGION", "eu-central-1",
                                "SLUICE_CLOUDWATCH_STEP", "1S")),
                        OPTIMISING);
                PackagedService blind = unmeasured.startWorker(
                        unmeasuredLink, quiet(Map.of("SLUICE_METRICS_ENABLED", "false")), OPTIMISING)) {
            for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
                double costs = round(measured, measuring);
                double costsWithout = round(unmeasured, blind);
                if (round >= 0) {
                    with.add(costs);
                    without.add(costsWithout);
                }
            }
        }
        double median = median(with);
        double medianWithout = median(without);
        System.out.println(new Table("CPU of a worker at %,d jobs/s, microseconds a job, median of %d rounds"
                        .formatted(JOBS_PER_SECOND, ROUNDS))
                .row("with metrics, published every second", "%.1f".formatted(median))
                .row("without", "%.1f".formatted(medianWithout))
                .row("ratio", "%.3f".formatted(median / medianWithout)));
    }

    /** Microseconds of processor time for each job. */
    private static double round(Site site, PackagedService worker) throws IOException {
        long before = ticks(worker.pid());
        long start = System.nanoTime();
        for (int sent = 0; sent < JOBS_IN_A_ROUND; sent += BURST) {
            site.enqueue(IntStream.range(0, BURST)
                    .mapToObj(i -> UUID.randomUUID().toString())
                    .toList());
            long due = start + Duration.ofSeconds(1).toNanos() * (sent + BURST) / JOBS_PER_SECOND;
            LockSupport.parkNanos(due - System.nanoTime());
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> site.depth() == 0);
        return (ticks(worker.pid()) - before) * TICK_MICROS / JOBS_IN_A_ROUND;
    }

    private static long ticks(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/%d/stat".formatted(pid)));
        // After the name in parentheses: utime and stime are the 14th and the 15th field of all.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    /** Lines about jobs would cost more than what is measured here. */
    private static Map<String, String> quiet(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("QUARKUS_LOG_CATEGORY__DEV_SLUICE_CONSUMER_JOB__LEVEL", "WARN");
        return all;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
