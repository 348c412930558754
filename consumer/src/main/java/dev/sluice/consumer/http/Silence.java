package dev.sluice.consumer.http;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

import io.vertx.core.Vertx;

/**
 * Gives up a request whose answer brings no byte for too long. Vert.x has such a limit for a connection, the same for
 * all requests, and one for a request, which ends with the answer's head; this is the one in between.
 */
final class Silence {

    private final Vertx vertx;
    private final Turn turn;
    private final long limitNanos;

    private volatile long lastBroken = System.nanoTime();
    private volatile boolean stopped;
    private volatile long timer;

    Silence(Vertx vertx, Turn turn, Duration limit) {
        this.vertx = vertx;
        this.turn = turn;
        this.limitNanos = limit.toNanos();
        checkIn(limitNanos);
    }

    /** Some bytes have come. Cheap: the timer looks at the time only when it fires. */
    void broken() {
        lastBroken = System.nanoTime();
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
        long left = limitNanos - (System.nanoTime() - lastBroken);
        if (stopped) {
            return;
        }
        if (left > 0) {
            checkIn(left);
        } else {
            turn.abandon(new TimeoutException("silent"));
        }
    }
}
