package dev.sluice.acceptance;

import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import dev.sluice.localaws.LocalSqs;
import dev.sluice.localaws.QueueSpec;
import dev.sluice.testkit.HttpCalls;
import dev.sluice.testkit.PackagedService;
import dev.sluice.testkit.TestQueue;

/**
 * What a lone job waits for its 202, beside what a bare {@code SendMessage} to the same queue takes: in turns, over one
 * connection. A program that prints, started by name only:
 *
 * <pre>./mvnw verify -pl tests/acceptance -Dtest=NONE -Dit.test=LoneJobBenchmark</pre>
 */
class LoneJobBenchmark {

    private static final int WARM_UP = 3_000;
    private static final int ROUNDS = 1_000;

    private static final String JOB = "{\"type\":\"checksum\",\"data\":{\"url\":\"https://example.com/\"}}";

    @Test
    void compare() throws Exception {
        try (LocalSqs sqs = LocalSqs.start(0);
                TestQueue queue = TestQueue.at(sqs.endpoint(), QueueSpec.named("jobs-normal"));
                TestQueue urgent = TestQueue.at(sqs.endpoint(), QueueSpec.named("jobs-high"));
                PackagedService producer =
                        PackagedService.start("producer", sqs.endpoint(), Map.of(), "-XX:TieredStopAtLevel=4");
                HttpCalls http = new HttpCalls(1)) {
            URI jobs = producer.api().resolve("/jobs");
            long[] accepted = new long[ROUNDS];
            long[] bare = new long[ROUNDS];
            for (int i = -WARM_UP; i < ROUNDS; i++) {
                long start = System.nanoTime();
                queue.send(JOB);
                long between = System.nanoTime();
                int status = http.post(jobs, JOB).get(10, TimeUnit.SECONDS).status();
                long end = System.nanoTime();
                if (status != 202) {
                    throw new IllegalStateException("Status " + status);
                }
                if (i >= 0) {
                    bare[i] = between - start;
                    accepted[i] = end - between;
                }
            }
            print("bare SendMessage", bare);
            print("POST /jobs, 202", accepted);
            urgent.purge();
        }
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                "%-18s p50 %6.2f ms   p95 %6.2f ms   p99 %6.2f ms%n",
                what, percentile(nanos, 50), percentile(nanos, 95), percentile(nanos, 99));
    }

    private static double percentile(long[] sorted, int percent) {
        return sorted[sorted.length * percent / 100] / 1e6;
    }
}
