package dev.sluice.consumer.dispatch;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import dev.sluice.consumer.handler.JobHandler;

/** Recognizes the code of handlers in a thread's stack: their methods, lambdas and nested classes. */
final class HandlerFrames {

    private final Map<String, Handling<?>> byClass = new HashMap<>();

    HandlerFrames(Collection<Handling<?>> handlings) {
        for (Handling<?> handling : handlings) {
            // An intercepted bean is a generated subclass of the class that somebody wrote.
            for (Class<?> type = handling.handler().getClass();
                    JobHandler.class.isAssignableFrom(type);
                    type = type.getSuperclass()) {
                byClass.putIfAbsent(type.getName(), handling);
            }
        }
    }

    /** The handler whose code is the nearest to the top. */
    Optional<Handling<?>> firstIn(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            Handling<?> handling = of(frame.getClassName());
            if (handling != null) {
                return Optional.of(handling);
            }
        }
        return Optional.empty();
    }

    /** A lambda's code is a method of the class around it; a nested class has that one's name before its own. */
    private Handling<?> of(String className) {
        String name = className;
        while (true) {
            Handling<?> handling = byClass.get(name);
            int nested = name.lastIndexOf('$');
            if (handling != null || nested < 0) {
                return handling;
            }
            name = name.substring(0, nested);
        }
    }
}
