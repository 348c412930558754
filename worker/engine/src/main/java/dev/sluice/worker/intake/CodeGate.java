package dev.sluice.worker.intake;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.sluice.worker.run.Settler;

/**
 * Where messages wait in dev mode until it is certain that the code which will work on them is what its source says.
 * Elsewhere there is nobody to ask, and nothing waits.
 */
@Singleton
public class CodeGate {

    /** By which dev mode gives an executor that runs tasks on current code only. */
    private static final String CURRENT_CODE = "sluice-current-code";

    private final Executor currentCode;
    private final Settler settler;
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    @Inject
    CodeGate(@Identifier(CURRENT_CODE) Instance<Executor> currentCode, Settler settler) {
        this(currentCode.isResolvable() ? currentCode.get() : null, settler);
    }

    /** @param currentCode null where nothing has to wait */
    CodeGate(Executor currentCode, Settler settler) {
        this.currentCode = currentCode;
        this.settler = settler;
    }

    /** Each is one of its own, whatever its message. */
    private static final class Waiting {

        private final Message<String> message;

        private Waiting(Message<String> message) {
            this.message = message;
        }
    }

    /** Whether nothing has to wait here. */
    boolean isOpen() {
        return currentCode == null;
    }

    /**
     * Runs the task as soon as the code is current, on a thread that must not be kept for long, unless the worker stops
     * before: then the message goes back. At once where nothing has to wait.
     */
    void pass(Message<String> message, Runnable task) {
        if (isOpen()) {
            task.run();
            return;
        }
        Waiting waits = new Waiting(message);
        waiting.add(waits);
        currentCode.execute(() -> {
            if (waiting.remove(waits)) {
                task.run();
            }
        });
        if (closed) {
            giveBack();
        }
    }

    /** After the channels have stopped receiving and before they wait for what is in work, as in the {@link JobPipeline}. */
    void close(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE + 1) ShutdownEvent stopping) {
        closed = true;
        giveBack();
    }

    private void giveBack() {
        waiting.stream().filter(waiting::remove).map(waits -> waits.message).forEach(settler::notBegun);
    }
}
