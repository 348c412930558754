package dev.sluice.acceptance.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.awaitility.core.ConditionTimeoutException;

import dev.sluice.acceptance.Pause;
import dev.sluice.acceptance.Site;
import dev.sluice.testkit.PackagedService;
import dev.sluice.testkit.SqsLink;

import static org.awaitility.Awaitility.await;

/** Jobs come in over HTTP and workers do them, while the schedule has its way with both; then everything is counted. */
final class Chaos implements AutoCloseable {

    static final Duration VISIBILITY = Duration.ofSeconds(6);

    private static final Map<String, String> WORKER = Map.of(
            "MP_MESSAGING_INCOMING_JOBS_VISIBILITY_TIMEOUT", Long.toString(VISIBILITY.toSeconds()),
            "MP_MESSAGING_INCOMING_JOBS_WAIT_TIME", "2",
            "SLUICE_CONSUMER_CONCURRENCY", "10",
            "SLUICE_CONSUMER_LOG_LINES_PER_SECOND", "1000",
            "SLUICE_CONSUMER_RETRY_INITIAL_DELAY", "1S",
            "SLUICE_CONSUMER_RETRY_MAX_DELAY", "3S");

    /** The most that SQS allows: what is received too often must not end in the dead-letter queue here. */
    private static final int MAX_RECEIVE_COUNT = 1_000;

    /** When the schedule is over, all must be done after some leases and some retries. */
    private static final Duration END = Duration.ofMinutes(3);

    private final long seed;
    private final Site site = Site.here(MAX_RECEIVE_COUNT);
    private final Lapses lapses = new Lapses(VISIBILITY);
    private final Chronicle chronicle = new Chronicle();
    private final SqsLink producerLink = SqsLink.to(site.sqs());
    private final PackagedService producer = site.startProducer(producerLink);
    private final List<Worker> workers;
    private final Submitter submitter;

    Chaos(long seed, int workers) {
        this.seed = seed;
        this.submitter = new Submitter(site, producer.api().resolve("/jobs"), seed);
        site.receiver().answerBy(new MoodyEndpoint(seed));
        this.workers = IntStream.rangeClosed(1, workers)
                .parallel()
                .mapToObj(i -> new Worker(site, "worker-" + i, WORKER, lapses, chronicle))
                .toList();
    }

    /** Runs the schedule while so many jobs are submitted, and returns when all is done, or when it takes too long. */
    Tally run(Schedule schedule, int jobs) {
        System.out.printf("%nChaos with the seed %d, %d jobs:%n%s%n", seed, jobs, schedule);
        chronicle.begin();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> parts = new ArrayList<>();
            for (int i = 0; i < workers.size(); i++) {
                Worker worker = workers.get(i);
                List<Event> events = schedule.workers().get(i);
                parts.add(CompletableFuture.runAsync(() -> play(worker.name(), events, worker::suffer), threads));
            }
            parts.add(CompletableFuture.runAsync(
                    () -> play("producer", schedule.producer(), event -> Worker.breakLink(producerLink, event)),
                    threads));
            parts.add(CompletableFuture.runAsync(() -> submitter.submit(jobs, schedule.length()), threads));
            CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).join();
        }
        chronicle.tell("the schedule is over");
        awaitEnd();
        workers.forEach(Worker::stop);
        return new Reckoning(site, lapses, chronicle).tally(submitter, workers, producerLink);
    }

    @Override
    public void close() {
        submitter.close();
        workers.forEach(Worker::close);
        producer.close();
        producerLink.close();
        site.close();
    }

    private void play(String who, List<Event> events, Consumer<Event> stage) {
        for (Event event : events) {
            Pause.of(event.after());
            chronicle.began(who, event);
            stage.accept(event);
        }
    }

    private void awaitEnd() {
        try {
            await().atMost(END).until(() -> site.depth() == 0);
            chronicle.tell("the queues are empty");
        } catch (ConditionTimeoutException e) {
            chronicle.tell("the queues are not empty after " + END.toSeconds() + " s");
        }
    }
}
