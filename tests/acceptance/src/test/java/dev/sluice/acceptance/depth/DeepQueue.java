package dev.sluice.acceptance.depth;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import dev.sluice.acceptance.Pause;
import dev.sluice.acceptance.Site;
import dev.sluice.testkit.PackagedService;
import dev.sluice.testkit.Reply;
import dev.sluice.testkit.SqsLink;

import static org.awaitility.Awaitility.await;

/** A queue with far more messages than a worker with little memory and slow jobs could ever take. */
final class DeepQueue implements AutoCloseable {

    static final int SLOTS = 50;
    static final int PREFETCH = 100;

    private static final Map<String, String> WORKER = Map.of(
            "SLUICE_CONSUMER_CONCURRENCY", Integer.toString(SLOTS),
            "MP_MESSAGING_INCOMING_JOBS_MAX_PREFETCH", Integer.toString(PREFETCH));

    private static final Duration JOB_LENGTH = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int FILLERS = 4;
    private static final int CHUNK = 1_000;

    private final Site site;
    private final SqsLink link;

    DeepQueue(Site site) {
        this.site = site;
        this.link = SqsLink.to(site.sqs());
        site.receiver().answerBy((job, attempt) -> new Reply(204, JOB_LENGTH));
    }

    /** Puts so many jobs into it, a multiple of a thousand. */
    void fill(int messages) {
        try (ExecutorService fillers = Executors.newFixedThreadPool(FILLERS)) {
            List<CompletableFuture<Void>> chunks = IntStream.range(0, messages / CHUNK)
                    .mapToObj(chunk -> CompletableFuture.runAsync(() -> site.enqueue(chunk(chunk)), fillers))
                    .toList();
            chunks.forEach(CompletableFuture::join);
        }
    }

    /**
     * Starts a worker and looks at it again and again.
     *
     * @param heap as in {@code -Xmx}
     * @param warmUp jobs that it does before the first look
     */
    List<Look> watch(String heap, int warmUp, Duration length) {
        try (PackagedService worker = site.startWorker(link, WORKER, "-Xmx" + heap)) {
            await().atMost(Duration.ofMinutes(2)).until(() -> site.receiver().total() >= warmUp);
            List<Look> looks = new ArrayList<>();
            long start = System.nanoTime();
            for (double seconds = 0; seconds < length.toSeconds(); seconds = (System.nanoTime() - start) / 1e9) {
                looks.add(new Look(
                        seconds, site.receiver().total(), site.normal().inFlight(), worker.residentBytes() >> 20));
                Pause.of(LOOK);
            }
            return looks;
        }
    }

    @Override
    public void close() {
        link.close();
        site.close();
    }

    private static List<String> chunk(int number) {
        return IntStream.range(number * CHUNK, (number + 1) * CHUNK)
                .mapToObj(i -> "job-" + i)
                .toList();
    }
}
