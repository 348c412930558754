package dev.sluice.builtin.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MultiHelper;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

import dev.sluice.builtin.http.receiver.ReceiverLoops;
import dev.sluice.builtin.http.wire.WireExchange;

/** The head of an answer; its body waits at the sender until it is read, dropped, or given up by closing. */
public final class OutboundResponse implements AutoCloseable {

    /** Reading this much is cheaper than a new connection; most answers to a webhook are far shorter. */
    private static final long DISCARD_BYTES = 64 * 1024;

    private static final Duration DISCARD_TIME = Duration.ofSeconds(1);

    private final HttpClientResponse response;
    private final Context loop;
    private final Context caller;
    private final BodyIdleTimeout idleTimeout;
    private final WireExchange exchange;

    /** What broke the connection before anybody read the body; only the event loop uses it. */
    private Throwable broken;

    private volatile boolean closed;

    /**
     * To be made on the event loop that brought the head, or the body's first bytes are lost.
     *
     * @param loop that event loop's
     * @param caller where the end of {@link #discard()} is told
     * @param idleTimeout ends an answer that nobody reads, too
     */
    OutboundResponse(
            HttpClientResponse response,
            Context loop,
            Context caller,
            WireExchange exchange,
            BodyIdleTimeout idleTimeout) {
        this.response = response.pause();
        this.loop = loop;
        this.caller = caller;
        this.exchange = exchange;
        this.idleTimeout = idleTimeout;
        response.exceptionHandler(failure -> broken = failure);
        response.end().onComplete(end -> idleTimeout.stop());
    }

    public int status() {
        return response.statusCode();
    }

    public boolean successful() {
        return status() >= 200 && status() < 300;
    }

    public Optional<String> header(CharSequence name) {
        return Optional.ofNullable(response.getHeader(name));
    }

    /** Runs an action when the answer has ended or the connection is closed. */
    void over(Runnable action) {
        exchange.over().onComplete(end -> action.run());
    }

    /**
     * The body, once, as fast as it is asked for. It fails when the connection breaks before the end, but just ends
     * after {@link #close}; cancelling closes the connection.
     */
    public Multi<Buffer> body() {
        return Multi.createFrom()
                .deferred(() -> broken == null
                        ? MultiHelper.toMulti(response)
                        : Multi.createFrom().<Buffer>failure(broken))
                // On the event loop, or a connection that breaks at this very moment would be missed.
                .runSubscriptionOn(subscription -> loop.runOnContext(here -> subscription.run()))
                .onItem()
                .invoke(idleTimeout::restart)
                // The failure that closing brings about is no news.
                .onFailure(failure -> closed)
                .recoverWithCompletion()
                .onFailure()
                .transform(HttpCall::ofAnswer)
                .onCancellation()
                .invoke(this::close);
    }

    /**
     * Drops the body so that the connection can serve again, or closes the connection if the body is longer than
     * 64 KiB or slower than a second. Never fails.
     */
    public Uni<Void> discard() {
        AtomicLong left = new AtomicLong(DISCARD_BYTES);
        return body().select()
                .first(chunk -> left.addAndGet(-chunk.length()) >= 0)
                .collect()
                .last()
                .ifNoItem()
                .after(DISCARD_TIME)
                .fail()
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid()
                .emitOn(ReceiverLoops.backTo(caller));
    }

    /** Closes the connection, unless the body has come to its end, read or not. */
    @Override
    public void close() {
        closed = true;
        idleTimeout.stop();
        exchange.abandon();
    }
}
