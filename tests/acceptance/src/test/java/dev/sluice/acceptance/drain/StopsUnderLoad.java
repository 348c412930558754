package dev.sluice.acceptance.drain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.sluice.acceptance.Site;
import dev.sluice.testkit.PackagedService;
import dev.sluice.testkit.Reply;
import dev.sluice.testkit.SqsLink;

import static org.awaitility.Awaitility.await;

/** Workers at a queue that is never empty, each stopped in the middle of its work. */
final class StopsUnderLoad implements AutoCloseable {

    /** What {@code docs/configuration.md} asks for beyond the grace. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);

    private static final int BACKLOG = 1_000;

    /**
     * The most that SQS allows. Each stop costs the messages that it gives back one of their receives, and after a few such
     * stops the redrive policy would take jobs that nobody has begun.
     */
    private static final int MAX_RECEIVE_COUNT = 1_000;

    private final Site site = Site.here(MAX_RECEIVE_COUNT);
    private final SqsLink link = SqsLink.to(site.sqs());
    private final List<String> jobs = new ArrayList<>();

    /** Jobs take this long. */
    StopsUnderLoad(Duration jobLength) {
        site.receiver().answerBy((job, attempt) -> new Reply(204, jobLength));
    }

    /**
     * Fills the queue up, starts a worker, and stops it when it has begun so many jobs.
     *
     * @param grace its drain grace, whole seconds
     * @throws IllegalStateException when it has not ended in time
     */
    Stop stopAfter(int begun, Duration grace) {
        fillUp();
        long before = site.receiver().total();
        Map<String, String> settings =
                Map.of("MP_MESSAGING_INCOMING_JOBS_DRAIN_GRACE", Long.toString(grace.toSeconds()));
        try (PackagedService worker = site.startWorker(link, settings)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> site.receiver().total() - before >= begun);
            long signalled = System.nanoTime();
            int status = worker.terminate(grace.plus(LAST_ANSWERS));
            return new Stop(
                    status,
                    Duration.ofNanos(System.nanoTime() - signalled),
                    site.receiver().total() - before,
                    site.normal().inFlight(),
                    site.normal().visible());
        }
    }

    /** Has a last worker do what is left. */
    void finish() {
        try (PackagedService worker = site.startWorker(link, Map.of())) {
            await().atMost(Duration.ofMinutes(2)).until(() -> site.depth() == 0);
            worker.terminate();
        }
    }

    /** Jobs that were delivered never. */
    long untouched() {
        return jobs.stream().filter(job -> site.receiver().deliveries(job) == 0).count();
    }

    /** Jobs that were delivered more than once. */
    List<String> repeated() {
        return jobs.stream().filter(job -> site.receiver().deliveries(job) > 1).toList();
    }

    int submitted() {
        return jobs.size();
    }

    @Override
    public void close() {
        link.close();
        site.close();
    }

    private void fillUp() {
        int first = jobs.size();
        List<String> more = IntStream.range(first, first + BACKLOG - site.depth())
                .mapToObj(i -> "job-" + i)
                .toList();
        site.enqueue(more);
        jobs.addAll(more);
    }
}
