package dev.sluice.acceptance.storm;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.sluice.acceptance.Pause;
import dev.sluice.acceptance.Site;
import dev.sluice.testkit.PackagedService;
import dev.sluice.testkit.SqsLink;

import static org.awaitility.Awaitility.await;

/** A worker whose every job fails, because the endpoint is down. */
final class Storm implements AutoCloseable {

    static final int LOG_LINES_PER_SECOND = 50;

    /** The most that SQS allows: jobs come back for as long as the storm lasts. */
    private static final int MAX_RECEIVE_COUNT = 1_000;

    private static final Map<String, String> WORKER = Map.of(
            "SLUICE_CONSUMER_RETRY_INITIAL_DELAY", "1S",
            "SLUICE_CONSUMER_RETRY_MAX_DELAY", "2S",
            "SLUICE_CONSUMER_LOG_LINES_PER_SECOND", Integer.toString(LOG_LINES_PER_SECOND));

    private final Site site = Site.here(MAX_RECEIVE_COUNT);
    private final SqsLink link = SqsLink.to(site.sqs());
    private final List<String> jobs;
    private final PackagedService worker;

    /** So many jobs come back again and again. */
    Storm(int jobs) {
        this.jobs = IntStream.range(0, jobs).mapToObj(i -> "job-" + i).toList();
        site.receiver().answerWith(500);
        site.enqueue(this.jobs);
        worker = site.startWorker(link, WORKER);
    }

    /** Lets it rage until every job has failed once, and then for this time. */
    StormFigures rage(Duration length) {
        long start = System.nanoTime();
        await().atMost(Duration.ofMinutes(2))
                .until(() -> site.receiver().ledger().jobs().size() == jobs.size());
        Pause.of(length);
        return new StormFigures(
                Duration.ofNanos(System.nanoTime() - start),
                site.receiver().total(),
                link.counts(),
                worker.log().size());
    }

    /** The endpoint is back: waits until all is done. */
    void pass() {
        site.receiver().answerWith(204);
        await().atMost(Duration.ofMinutes(2)).until(() -> site.depth() == 0);
    }

    /** Jobs that were not done exactly once. */
    List<String> notDoneOnce() {
        return jobs.stream()
                .filter(job -> site.receiver().ledger().successes(job).size() != 1)
                .toList();
    }

    @Override
    public void close() {
        worker.close();
        link.close();
        site.close();
    }
}
