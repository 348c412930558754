package dev.sluice.builtin.http.receiver;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.vertx.core.net.SocketAddress;

/**
 * The receivers that have sent more than an answer. They may do so again just while the next request is under way, when
 * nobody can tell it from an answer; so for a while each request to them gets a connection of its own.
 */
public final class DesyncedReceivers {

    /** Long enough to bound the harm, short enough for a receiver that has been mended. */
    private static final long MEMORY_NANOS = Duration.ofMinutes(10).toNanos();

    /** Receivers remembered at once; the one that was caught the longest ago is forgotten first. */
    private static final int MOST = 1_000;

    /** When each was caught last. Guarded by this object's monitor. */
    private final Map<SocketAddress, Long> caught = new LinkedHashMap<>();

    public synchronized void caught(SocketAddress receiver) {
        caught.remove(receiver);
        caught.put(receiver, System.nanoTime());
        if (caught.size() > MOST) {
            caught.remove(caught.keySet().iterator().next());
        }
    }

    /** Whether a connection to this receiver must not serve a second request. */
    public synchronized boolean has(SocketAddress receiver) {
        Long when = caught.get(receiver);
        if (when != null && System.nanoTime() - when > MEMORY_NANOS) {
            caught.remove(receiver);
            return false;
        }
        return when != null;
    }
}
