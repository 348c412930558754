package dev.sluice.worker.eventloop;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class HandlerLoopsTest {

    private static final int ROW = 10;

    private final Vertx vertx = Vertx.vertx();
    private final HandlerLoops loops = new HandlerLoops(vertx);
    private final Queue<String> ran = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void runsWhatWasGatheredBeforeTheNextTaskThatIsExecuted() {
        loops.gather(() -> ran.add("gathered"));
        loops.execute(() -> ran.add("executed"));

        await().until(() -> ran.size() == 2);
        assertThat(ran).containsExactly("gathered", "executed");
    }

    @Test
    void runsAFullRowAlthoughNothingIsExecutedAfterIt() {
        IntStream.range(0, ROW).forEach(i -> loops.gather(() -> ran.add("task " + i)));

        await().until(() -> ran.size() == ROW);
    }

    @Test
    void doesOnceAfterTasksThatRunTogetherWhatEachOfThemAsksFor() {
        AtomicInteger ends = new AtomicInteger();
        Queue<Integer> endsSeen = new ConcurrentLinkedQueue<>();
        Runnable end = ends::incrementAndGet;
        // A row that is just full runs in one go: its loop was asleep until then.
        IntStream.range(0, ROW)
                .forEach(i -> loops.gather(() -> {
                    HandlerLoop.afterBurst(end);
                    endsSeen.add(ends.get());
                }));

        await().until(() -> ends.get() > 0);
        assertThat(endsSeen).hasSize(ROW).containsOnly(0);
        assertThat(ends).hasValue(1);
    }

    @Test
    void doesItAtOnceOnAnyOtherThread() {
        AtomicInteger ends = new AtomicInteger();

        HandlerLoop.afterBurst(ends::incrementAndGet);

        assertThat(ends).hasValue(1);
    }

    @Test
    void goesOnWithTheBurstAfterATaskThatFails() {
        List<Runnable> tasks = List.of(
                () -> {
                    throw new IllegalStateException("made up by a test");
                },
                () -> ran.add("next"));
        loops.gather(tasks.getFirst());
        loops.execute(tasks.getLast());

        await().until(() -> ran.contains("next"));
    }
}
