package dev.sluice.acceptance.outage;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

import dev.sluice.acceptance.Site;
import dev.sluice.testkit.Delivery;
import dev.sluice.testkit.Fault;
import dev.sluice.testkit.HttpCalls;
import dev.sluice.testkit.PackagedService;
import dev.sluice.testkit.SqsLink;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

/** A producer whose queue is well, and an idle worker whose link to the queue breaks and is mended. */
final class Outages implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Pattern NORMAL_IS_DOWN = Pattern.compile("\"jobs-normal\": *\"\\[KO] - .");

    private final Site site = Site.here();
    private final SqsLink producerLink = SqsLink.to(site.sqs());
    private final SqsLink workerLink = SqsLink.to(site.sqs());
    private final PackagedService producer = site.startProducer(producerLink);
    private final PackagedService worker;
    private final HttpCalls http = new HttpCalls(8);
    private final AtomicInteger jobs = new AtomicInteger();

    /** @param settings of the worker, as environment variables */
    Outages(Map<String, String> settings) {
        worker = site.startWorker(workerLink, settings);
    }

    /**
     * An outage, with a job submitted in it.
     *
     * @param length how long it lasts at least; the worker must have noticed it
     */
    Outage suffer(Fault fault, Duration length) throws Exception {
        doOne();
        long attemptsBefore = attempts();
        long start = System.nanoTime();
        workerLink.breakWith(fault);
        String trouble = await().atMost(PATIENCE)
                .until(this::readiness, Outages::tellsTrouble)
                .body();
        Duration noticed = since(start);
        // Not before: a poll that was open already would still bring the job.
        String job = submit();
        await().pollDelay(Duration.ZERO)
                .atMost(length.plus(PATIENCE))
                .until(() -> since(start).compareTo(length) >= 0);
        int liveness = get("/q/health/live").status();
        Duration lasted = since(start);
        long attempts = attempts() - attemptsBefore;

        long mended = System.nanoTime();
        workerLink.mend();
        await().atMost(PATIENCE).until(() -> !site.receiver().ledger().of(job).isEmpty());
        Delivery delivery = site.receiver().ledger().of(job).getFirst();
        await().atMost(PATIENCE).until(() -> readiness().status() == 200);
        return new Outage(
                fault, lasted, noticed, attempts, liveness, trouble, Duration.ofNanos(delivery.at() - mended));
    }

    @Override
    public void close() {
        http.close();
        worker.close();
        producer.close();
        workerLink.close();
        producerLink.close();
        site.close();
    }

    /** What came before must not be part of what is measured. */
    private void doOne() throws Exception {
        String job = submit();
        await().atMost(PATIENCE).until(() -> site.receiver().deliveries(job) == 1 && site.depth() == 0);
    }

    private String submit() throws Exception {
        String job = "job-" + jobs.incrementAndGet();
        URI address = producer.api().resolve("/jobs");
        await().atMost(PATIENCE)
                .until(() -> http.post(address, site.submission(job))
                                .get(10, SECONDS)
                                .status()
                        == 202);
        return job;
    }

    private long attempts() {
        return workerLink.attempts().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private HttpCalls.Answer readiness() throws Exception {
        return get("/q/health/ready");
    }

    private HttpCalls.Answer get(String path) throws Exception {
        return http.get(worker.management().resolve(path)).get(10, SECONDS);
    }

    private static boolean tellsTrouble(HttpCalls.Answer readiness) {
        return readiness.status() == 503
                && NORMAL_IS_DOWN.matcher(readiness.body()).find();
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
