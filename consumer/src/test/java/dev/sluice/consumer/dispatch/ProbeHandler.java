package dev.sluice.consumer.dispatch;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import dev.sluice.consumer.handler.JobContext;
import dev.sluice.consumer.handler.Outcome;
import dev.sluice.consumer.handler.ReactiveJobHandler;

@ApplicationScoped
public class ProbeHandler implements ReactiveJobHandler<Probe> {

    private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();
    private final Set<String> stopped = ConcurrentHashMap.newKeySet();

    @Override
    public Uni<Outcome> handle(Probe probe, JobContext job) {
        int attempt =
                attempts.computeIfAbsent(job.id(), id -> new AtomicInteger()).incrementAndGet();
        return switch (probe.behaviour()) {
            case COMPLETE ->
                Uni.createFrom()
                        .item(Outcome.completed("on " + Thread.currentThread().getName()));
            case ANSWER_NULL -> attempt == 1 ? Uni.createFrom().nullItem() : done();
            case FAIL -> attempt == 1 ? Uni.createFrom().failure(new IllegalStateException("made up")) : done();
            case THROW -> {
                if (attempt == 1) {
                    throw new IllegalStateException("made up");
                }
                yield done();
            }
            case REJECT -> Uni.createFrom().item(Outcome.rejected("made up"));
            case RETRY_AT_ONCE ->
                attempt == 1 ? Uni.createFrom().item(Outcome.retryAfter(Duration.ZERO, "made up")) : done();
            case NEVER_END ->
                attempt == 1
                        ? Uni.createFrom().<Outcome>nothing().onCancellation().invoke(() -> stopped.add(job.id()))
                        : done();
        };
    }

    int attempts(String id) {
        AtomicInteger count = attempts.get(id);
        return count == null ? 0 : count.get();
    }

    boolean wasStopped(String id) {
        return stopped.contains(id);
    }

    private static Uni<Outcome> done() {
        return Uni.createFrom().item(Outcome.completed());
    }
}
