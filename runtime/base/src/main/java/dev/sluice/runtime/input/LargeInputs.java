package dev.sluice.runtime.input;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

/**
 * Threads for input that comes from outside and is too large to be read on an event loop: all other connections and jobs of
 * the loop would wait for it. There are few of them, because what is made of an input may take many times its memory.
 */
@Singleton
public class LargeInputs {

    /** The least size, in bytes or characters, of an input that is large: to read a smaller one takes well below 1 ms. */
    public static final int LEAST_SIZE = 16 * 1024;

    private static final int THREADS = 2;

    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("large-input-", 1).factory());

    /**
     * Runs the task on one of the threads, when those before it have ended.
     *
     * @param task which must not wait for anything
     */
    public void execute(Runnable task) {
        threads.execute(task);
    }

    @PreDestroy
    void stop() {
        threads.shutdown();
    }
}
