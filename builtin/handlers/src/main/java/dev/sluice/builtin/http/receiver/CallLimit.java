package dev.sluice.builtin.http.receiver;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/**
 * Lets so many calls go to one receiver at a time; further ones wait, in the order in which they came, for as long as
 * it takes. They wait here and not for a connection of Vert.x's pool, which does not tell when the wait is over: what a
 * call waits for other calls must not count as time in which the receiver did not answer.
 */
public final class CallLimit {

    private final Vertx vertx;
    private final int most;

    /** The receivers that are being called. Guarded by this object's monitor, as are the lines themselves. */
    private final Map<String, Line> lines = new HashMap<>();

    public CallLimit(Vertx vertx, int most) {
        this.vertx = vertx;
        this.most = most;
    }

    /** One more call to a receiver, which has to be told when it is {@linkplain Call#over() over}, however it ends. */
    public Call call(String receiver) {
        Call call = new Call(receiver, vertx.getOrCreateContext());
        synchronized (this) {
            Line line = lines.computeIfAbsent(receiver, first -> new Line());
            if (line.calling < most) {
                line.calling++;
                call.admit();
            } else {
                line.waiting.add(call);
            }
        }
        return call;
    }

    private void leave(Call call) {
        Call next;
        synchronized (this) {
            if (call.over) {
                return;
            }
            call.over = true;
            Line line = lines.get(call.receiver);
            if (line.waiting.remove(call)) {
                return;
            }
            next = line.waiting.poll();
            if (next == null && --line.calling == 0) {
                lines.remove(call.receiver);
            }
        }
        if (next != null) {
            // On its own context: this is the one of another job.
            next.context.runOnContext(here -> next.admit());
        }
    }

    private static final class Line {
        private final Queue<Call> waiting = new ArrayDeque<>();
        private int calling;
    }

    /** A call's place: first in the line, then at the receiver. */
    public final class Call {

        private final String receiver;
        private final Context context;
        private final Promise<Void> admitted = Promise.promise();

        /** Guarded by the limit's monitor. */
        private boolean over;

        private Call(String receiver, Context context) {
            this.receiver = receiver;
            this.context = context;
        }

        /** Completes when the call may be made. */
        public Uni<Void> admitted() {
            return UniHelper.toUni(admitted.future());
        }

        /** Makes room for the next; may be said more than once, and before the call was admitted. */
        public void over() {
            leave(this);
        }

        private void admit() {
            admitted.complete();
        }
    }
}
