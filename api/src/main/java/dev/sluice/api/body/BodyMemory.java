package dev.sluice.api.body;

import java.util.concurrent.atomic.AtomicLong;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.runtime.configuration.MemorySize;

import dev.sluice.runtime.input.LargeInputs;

/**
 * The memory that the bodies of requests may take together, from their first byte until the queue has the job. A job's
 * message and what lies between it and the body take a few times as much.
 */
@Singleton
public class BodyMemory {

    /** An eighth of the heap: with what is made of them, bodies then take about half of it. */
    private static final long HEAP_SHARE = 8;

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    @Inject
    public BodyMemory(BodyConfig config) {
        this(config.bodyMemory()
                .map(MemorySize::asLongValue)
                .orElse(Runtime.getRuntime().maxMemory() / HEAP_SHARE));
    }

    BodyMemory(long most) {
        this.most = most;
    }

    /**
     * Takes memory for the next bytes of a body, if there is some. Half of it is left to small bodies, so that a few large
     * ones cannot turn all others away.
     *
     * @param length of the body with these bytes
     */
    boolean take(int bytes, long length) {
        long bound = length < LargeInputs.LEAST_SIZE ? most : most / 2;
        if (taken.addAndGet(bytes) <= bound) {
            return true;
        }
        giveBack(bytes);
        return false;
    }

    void giveBack(int bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }
}
