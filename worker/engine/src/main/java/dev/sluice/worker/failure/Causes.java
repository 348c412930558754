package dev.sluice.worker.failure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

import dev.sluice.job.OneLine;
import dev.sluice.runtime.meters.FailSafe;

/**
 * An exception and its causes, the first one last, without an end only where they have none: of more than ten those in the
 * middle are left out. An exception of an application's own may compute what it says, and fail at that.
 */
record Causes(List<Throwable> all) {

    private static final int MOST = 10;
    /** An exception may make a new cause each time that it is asked for one. */
    private static final int DEEPEST = 10_000;

    static Causes of(Throwable failure) {
        List<Throwable> all = new ArrayList<>();
        Set<Throwable> known = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable next = failure; next != null && known.size() < DEEPEST && known.add(next); ) {
            if (all.size() == MOST) {
                all.removeLast();
            }
            all.add(next);
            next = FailSafe.call(next::getCause, null);
        }
        return new Causes(all);
    }

    int size() {
        return all.size();
    }

    /** Its message as one line; empty when it has none, or only repeats its cause, as exceptions do that wrap another. */
    static String message(Throwable failure, int maxLength) {
        String message = FailSafe.call(failure::getMessage, null);
        if (message == null || message.isBlank()) {
            return "";
        }
        Throwable cause = FailSafe.call(failure::getCause, null);
        boolean repeats = cause != null && message.equals(FailSafe.call(cause::toString, null));
        return repeats ? "" : OneLine.of(message, maxLength);
    }
}
