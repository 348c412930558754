package dev.sluice.worker.intake;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.Test;

import dev.sluice.sqs.RetryAfter;
import dev.sluice.worker.run.Settler;
import dev.sluice.worker.telemetry.OutcomeListeners;

import static org.assertj.core.api.Assertions.assertThat;

class CodeGateTest {

    private final List<String> begun = new ArrayList<>();
    private final List<Metadata> returned = new ArrayList<>();
    private final Queue<Runnable> untilCurrent = new ArrayDeque<>();
    private final Settler settler = new Settler(null, new OutcomeListeners(List.of()));
    private final CodeGate gate = new CodeGate(untilCurrent::add, settler);

    @Test
    void isOpenWhereThereIsNoDevMode() {
        assertThat(new CodeGate((Executor) null, settler).isOpen()).isTrue();
        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void messagesWaitUntilTheCodeIsCurrent() {
        gate.pass(message(), () -> begun.add("a"));
        assertThat(begun).isEmpty();

        untilCurrent.remove().run();

        assertThat(begun).containsExactly("a");
        gate.close(null);
        assertThat(returned).isEmpty();
    }

    @Test
    void givesBackUntriedWhatWaitsWhenTheWorkerStopsAndBeginsItNoMore() {
        gate.pass(message(), () -> begun.add("a"));

        gate.close(null);
        untilCurrent.remove().run();

        assertThat(begun).isEmpty();
        assertThat(returned)
                .singleElement()
                .extracting(how -> how.get(RetryAfter.class).orElseThrow())
                .isEqualTo(RetryAfter.untried(Duration.ZERO));
    }

    @Test
    void givesBackWhatComesWhenTheWorkerHasStopped() {
        gate.close(null);

        gate.pass(message(), () -> begun.add("a"));

        assertThat(returned).hasSize(1);
        untilCurrent.remove().run();
        assertThat(begun).isEmpty();
    }

    private Message<String> message() {
        return Message.of(
                "{}",
                Metadata.empty(),
                (Metadata how) -> CompletableFuture.completedFuture(null),
                (Throwable reason, Metadata how) -> {
                    returned.add(how);
                    return CompletableFuture.completedFuture(null);
                });
    }
}
