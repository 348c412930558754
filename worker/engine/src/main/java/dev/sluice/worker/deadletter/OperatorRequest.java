package dev.sluice.worker.deadletter;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

import dev.sluice.worker.deadletter.access.Caller;

/**
 * What an operator's request says.
 *
 * @param queue the queue's name in the path, null where the path has none
 * @param body empty when there is none
 */
record OperatorRequest(Caller caller, String queue, MultiMap query, Buffer body) {

    static OperatorRequest of(RoutingContext exchange) {
        Buffer body = exchange.body().buffer();
        return new OperatorRequest(
                Caller.of(exchange.request()),
                exchange.pathParam("queue"),
                exchange.queryParams(),
                body == null ? Buffer.buffer() : body);
    }

    boolean hasBody() {
        return body.length() > 0;
    }
}
