package dev.sluice.api.body;

import java.util.concurrent.atomic.AtomicBoolean;

import io.vertx.core.buffer.Buffer;

/** A request's body, whole. Whoever has it gives its memory back when there is an answer. */
public final class Body {

    private final Buffer bytes;
    private final BodyMemory memory;
    private final AtomicBoolean released = new AtomicBoolean();

    Body(Buffer bytes, BodyMemory memory) {
        this.bytes = bytes;
        this.memory = memory;
    }

    public int length() {
        return bytes.length();
    }

    /** A copy. */
    public byte[] bytes() {
        return bytes.getBytes();
    }

    /** Gives the memory back; only the first time. */
    public void release() {
        if (released.compareAndSet(false, true)) {
            memory.giveBack(bytes.length());
        }
    }
}
