package dev.sluice.builtin.http;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

import io.vertx.core.Vertx;

import dev.sluice.builtin.http.wire.WireExchange;

/**
 * Gives up a request whose answer brings no byte for too long. Vert.x has such a limit for a connection, the same for
 * all requests, and one for a request, which ends with the answer's head; this is the one in between.
 */
final class BodyIdleTimeout {

    private final Vertx vertx;
    private final WireExchange exchange;
    private final long limitNanos;

    private volatile long lastBytes = System.nanoTime();
    private volatile boolean stopped;
    private volatile long timer;

    BodyIdleTimeout(Vertx vertx, WireExchange exchange, Duration limit) {
        this.vertx = vertx;
        this.exchange = exchange;
        this.limitNanos = limit.toNanos();
        checkIn(limitNanos);
    }

    /** Some bytes have come. Cheap: the timer looks at the time only when it fires. */
    void restart() {
        lastBytes = System.nanoTime();
    }

    void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    private void checkIn(long nanos) {
        // One millisecond more than the rest, as Vert.x knows no smaller unit
        timer = vertx.setTimer(Duration.ofNanos(nanos).toMillis() + 1, fired -> check());
    }

    private void check() {
        long left = limitNanos - (System.nanoTime() - lastBytes);
        if (stopped) {
            return;
        }
        if (left > 0) {
            checkIn(left);
        } else {
            exchange.abandon(new TimeoutException("idle"));
        }
    }
}
