package dev.sluice.api.body;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import dev.sluice.api.problem.RequestProblems;

/** The reading of one body, on the event loop of its request only. */
final class BodyReading {

    private static final long NO_TIMER = -1;

    private final RoutingContext exchange;
    private final HttpServerRequest request;
    private final UniEmitter<? super Body> reader;
    private final BodyReader bounds;
    private final Buffer bytes = Buffer.buffer();
    private long timer = NO_TIMER;
    private boolean ended;

    BodyReading(RoutingContext exchange, UniEmitter<? super Body> reader, BodyReader bounds) {
        this.exchange = exchange;
        this.request = exchange.request();
        this.reader = reader;
        this.bounds = bounds;
    }

    void begin() {
        if (request.isEnded()) {
            complete();
            return;
        }
        request.handler(this::add);
        request.endHandler(nothing -> complete());
        request.exceptionHandler(this::fail);
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        request.resume();
        // Most bodies come with the head, and need none.
        if (!ended) {
            timer = exchange.vertx()
                    .setTimer(bounds.timeout().toMillis(), fired -> refuse(RequestProblems.tooSlow(bounds.timeout())));
        }
    }

    private void add(Buffer chunk) {
        if (ended) {
            return;
        }
        long length = (long) bytes.length() + chunk.length();
        if (length > bounds.maxLength()) {
            refuse(RequestProblems.requestTooLarge(bounds.maxLength()));
        } else if (!bounds.memory().take(chunk.length(), length)) {
            refuse(RequestProblems.overloaded(bounds.retryAfter()));
        } else {
            bytes.appendBuffer(chunk);
        }
    }

    private void complete() {
        if (end()) {
            reader.complete(new Body(bytes, bounds.memory()));
        }
    }

    private void refuse(HttpProblem problem) {
        if (end()) {
            bounds.memory().giveBack(bytes.length());
            UnreadBody.leave(exchange);
            reader.fail(new BodyRefusedException(problem));
        }
    }

    private void fail(Throwable failure) {
        if (end()) {
            bounds.memory().giveBack(bytes.length());
            reader.fail(failure);
        }
    }

    /** Whether it has not ended before. */
    private boolean end() {
        if (ended) {
            return false;
        }
        ended = true;
        if (timer != NO_TIMER) {
            exchange.vertx().cancelTimer(timer);
        }
        return true;
    }
}
