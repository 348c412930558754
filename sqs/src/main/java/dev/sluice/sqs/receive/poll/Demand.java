package dev.sluice.sqs.receive.poll;

import java.util.concurrent.atomic.AtomicLong;

/** How many messages the subscriber has asked for and not been given; for any thread. */
public final class Demand {

    private final AtomicLong messages = new AtomicLong();

    /** @return what it was before */
    public long add(long more) {
        return messages.getAndAccumulate(more, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
    }

    /** One message is given. */
    public void take() {
        messages.decrementAndGet();
    }

    public void clear() {
        messages.set(0);
    }

    public long now() {
        return messages.get();
    }
}
