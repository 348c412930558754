package dev.sluice.builtin.http.wire;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/**
 * One request and its answer on a connection, from the moment at which the request has the connection to itself. It
 * knows whether the answer has come to its end, and so whether the connection may already serve another request: Vert.x
 * hands a connection on before whoever reads the answer has seen its end.
 */
public final class WireExchange {

    /**
     * How long a connection lies idle between two exchanges. What a receiver sends beyond its answer, such as a second one,
     * mostly follows at once; in this time it comes to light, and is not taken for the answer to the next request.
     */
    private static final long REST_NANOS = Duration.ofMillis(5).toNanos();

    /** How long the rest of a request may take to leave that was answered before. */
    private static final long REST_OF_REQUEST_SECONDS = 5;

    private final ChannelHandlerContext wire;
    private final long earliest;
    private final Promise<Void> over = Promise.promise();

    // Written on the connection's event loop only
    private boolean begun;
    private boolean sent;
    private volatile boolean ended;
    private volatile long endedAt = System.nanoTime();

    /** @param previous the one before on this connection, null for its first */
    WireExchange(ChannelHandlerContext wire, WireExchange previous) {
        this.wire = wire;
        this.earliest = previous == null ? System.nanoTime() : previous.endedAt + REST_NANOS;
        if (!wire.channel().isActive()) {
            closed();
        }
    }

    /** The connection is closed. */
    void closed() {
        over.tryComplete();
    }

    /** Completes when the request may be sent; with false if the connection has been closed by then. */
    public Future<Boolean> rested(Vertx vertx) {
        long left = earliest - System.nanoTime();
        if (left <= 0) {
            return Future.succeededFuture(wire.channel().isActive());
        }
        Promise<Boolean> rested = Promise.promise();
        // One millisecond more than the rest, as Vert.x knows no smaller unit
        vertx.setTimer(
                TimeUnit.NANOSECONDS.toMillis(left) + 1,
                fired -> rested.complete(wire.channel().isActive()));
        return rested.future();
    }

    /** The request begins to leave. */
    void begin() {
        begun = true;
    }

    /** The request has left to its last byte. */
    void sent() {
        sent = true;
    }

    boolean isSent() {
        return sent;
    }

    /** Whether what comes from the receiver belongs to the answer. */
    boolean expectsAnswer() {
        return begun && !ended;
    }

    /**
     * The answer is here to its last byte. To be called before Vert.x hears of it. A receiver that has answered early may
     * read the rest of the request for a while, but not keep the connection open by never reading it.
     */
    void end() {
        endedAt = System.nanoTime();
        ended = true;
        over.tryComplete();
        if (!sent) {
            wire.executor().schedule(() -> wire.close(), REST_OF_REQUEST_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Completes when the answer has ended or the connection is closed, on the connection's event loop. */
    public Future<Void> over() {
        return over.future();
    }

    /**
     * Closes the connection, unless the answer has ended: then there is nothing to give up, and the connection may have
     * gone to another request.
     */
    public void abandon() {
        onLoop(() -> {
            if (!ended) {
                // Past Vert.x, which would first wait for the rest of the request to leave: a receiver that does not
                // read could keep the connection open for as long as it likes.
                wire.close();
            }
        });
    }

    /** Like {@link #abandon()}; whoever waits for the answer or its body gets the cause. */
    public void abandon(Throwable cause) {
        onLoop(() -> {
            if (!ended) {
                wire.fireExceptionCaught(cause);
            }
        });
    }

    private void onLoop(Runnable action) {
        if (wire.executor().inEventLoop()) {
            action.run();
        } else {
            wire.executor().execute(action);
        }
    }
}
