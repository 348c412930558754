package dev.sluice.acceptance.chaos;

import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.sluice.acceptance.Pause;
import dev.sluice.acceptance.Site;
import dev.sluice.testkit.HttpCalls;

/**
 * A client of the API: submits jobs in bursts until so many are accepted. A job that is refused is never submitted again;
 * another one takes its place.
 */
final class Submitter implements AutoCloseable {

    private static final int ACCEPTED = 202;
    private static final int MAX_UNANSWERED = 200;
    private static final Duration LULL = Duration.ofMillis(500);

    private final HttpCalls http = new HttpCalls(32);
    private final Site site;
    private final URI jobs;
    private final long seed;
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private final Semaphore unanswered = new Semaphore(MAX_UNANSWERED);
    private int submitted;

    Submitter(Site site, URI jobs, long seed) {
        this.site = site;
        this.jobs = jobs;
        this.seed = seed;
    }

    /** Spreads the jobs over about this time, and goes on until so many are accepted. */
    void submit(int count, Duration over) {
        Random random = new Random(seed);
        int average = Math.max(1, (int) (count * LULL.toMillis() / over.toMillis()));
        while (accepted.size() < count) {
            int burst = Math.min(count - accepted.size(), random.nextInt(2 * average + 1));
            for (int i = 0; i < burst; i++) {
                submitOne();
            }
            Pause.of(LULL);
            awaitAnswers();
        }
    }

    Set<String> accepted() {
        return accepted;
    }

    int refused() {
        return refused.get();
    }

    @Override
    public void close() {
        http.close();
    }

    private void submitOne() {
        String id = "chaos-%d-%06d".formatted(seed, submitted++);
        unanswered.acquireUninterruptibly();
        http.post(jobs, site.submission(id)).orTimeout(30, TimeUnit.SECONDS).whenComplete((answer, failure) -> {
            if (failure == null && answer.status() == ACCEPTED) {
                accepted.add(id);
            } else {
                refused.incrementAndGet();
            }
            unanswered.release();
        });
    }

    private void awaitAnswers() {
        unanswered.acquireUninterruptibly(MAX_UNANSWERED);
        unanswered.release(MAX_UNANSWERED);
    }
}
