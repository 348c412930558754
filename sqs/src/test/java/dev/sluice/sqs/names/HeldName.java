package dev.sluice.sqs.names;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** A host whose name servers are silent until it is released; at its end nobody has ever heard of it. */
public final class HeldName implements AutoCloseable {

    private static final Map<String, HeldName> ALL = new ConcurrentHashMap<>();

    private final String host = UUID.randomUUID() + ".test";
    private final CompletableFuture<Thread> asker = new CompletableFuture<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean known;

    public HeldName() {
        ALL.put(host, this);
    }

    static HeldName of(String host) {
        return ALL.get(host);
    }

    public String host() {
        return host;
    }

    /** The thread that looked it up first, once one has. */
    public CompletableFuture<Thread> asker() {
        return asker;
    }

    /** From now on it is 127.0.0.1. */
    public void release() {
        known = true;
        released.countDown();
    }

    @Override
    public void close() {
        ALL.remove(host);
        released.countDown();
    }

    Stream<InetAddress> lookUp() throws UnknownHostException {
        asker.complete(Thread.currentThread());
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!known) {
            throw new UnknownHostException(host);
        }
        return Stream.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}));
    }
}
