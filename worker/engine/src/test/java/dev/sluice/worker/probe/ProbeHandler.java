package dev.sluice.worker.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import dev.sluice.worker.handler.JobContext;
import dev.sluice.worker.handler.Outcome;
import dev.sluice.worker.handler.ReactiveJobHandler;

@ApplicationScoped
public class ProbeHandler implements ReactiveJobHandler<Probe> {

    private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();
    private final Map<String, Optional<String>> tenants = new ConcurrentHashMap<>();
    private final CountDownLatch blocked = new CountDownLatch(1);
    private final Set<String> stopped = ConcurrentHashMap.newKeySet();

    @Override
    public Uni<Outcome> handle(Probe probe, JobContext job) {
        tenants.put(job.id(), job.tenant());
        int attempt =
                attempts.computeIfAbsent(job.id(), id -> new AtomicInteger()).incrementAndGet();
        return switch (probe.behaviour()) {
            case COMPLETE ->
                Uni.createFrom()
                        .item(Outcome.completed("on " + Thread.currentThread().getName()));
            case ANSWER_NULL -> attempt == 1 ? Uni.createFrom().nullItem() : done();
            case ANSWER_NOTHING -> attempt == 1 ? null : done();
            case FAIL_WITH_ERROR -> attempt == 1 ? Uni.createFrom().failure(new AssertionError("made up")) : done();
            case ALWAYS_THROW ->
                throw new IllegalStateException(
                        new UncheckedIOException("cannot read the price list", new IOException("no\nline left")));
            case ALWAYS_RETRY -> Uni.createFrom().item(Outcome.retry("the office is closed"));
            case THROW_ERROR -> {
                if (attempt == 1) {
                    throw new AssertionError("made up");
                }
                yield done();
            }
            case FAIL_WITHOUT_WORDS -> attempt == 1 ? Uni.createFrom().failure(new SpeechlessException()) : done();
            case FAIL_WITH_TOO_MANY_WORDS ->
                attempt == 1
                        ? Uni.createFrom()
                                .failure(new IllegalStateException("made up\nforged \u202E" + "x".repeat(1_000_000)))
                        : done();
            case FAIL -> attempt == 1 ? Uni.createFrom().failure(new IllegalStateException("made up")) : done();
            case THROW -> {
                if (attempt == 1) {
                    throw new IllegalStateException("made up");
                }
                yield done();
            }
            case REJECT -> Uni.createFrom().item(Outcome.rejected("made up"));
            case REJECT_WITHOUT_REASON -> Uni.createFrom().item(Outcome.rejected(null));
            case RETRY_AT_ONCE ->
                attempt == 1 ? Uni.createFrom().item(Outcome.retryAfter(Duration.ZERO, "made up")) : done();
            case RETRY_IN_AN_HOUR -> Uni.createFrom().item(Outcome.retryAfter(Duration.ofHours(1), "made up"));
            case BLOCK_IN_A_CALLBACK -> done().onItem().invoke(this::block);
            case NEVER_END ->
                attempt == 1
                        ? Uni.createFrom().<Outcome>nothing().onCancellation().invoke(() -> stopped.add(job.id()))
                        : done();
        };
    }

    /** As long as the test wants, and never longer than it can wait. */
    private void block() {
        try {
            blocked.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public void unblock() {
        blocked.countDown();
    }

    public Optional<String> tenant(String id) {
        return tenants.getOrDefault(id, Optional.empty());
    }

    public int attempts(String id) {
        AtomicInteger count = attempts.get(id);
        return count == null ? 0 : count.get();
    }

    public boolean wasStopped(String id) {
        return stopped.contains(id);
    }

    private static Uni<Outcome> done() {
        return Uni.createFrom().item(Outcome.completed());
    }
}
