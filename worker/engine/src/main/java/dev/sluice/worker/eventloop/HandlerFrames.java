package dev.sluice.worker.eventloop;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import dev.sluice.worker.handler.JobHandler;
import dev.sluice.worker.job.HandlerBinding;

/** Recognizes the code of handlers in a thread's stack: their methods, lambdas and nested classes. */
final class HandlerFrames {

    private final Map<String, HandlerBinding<?>> byClass = new HashMap<>();

    HandlerFrames(Collection<HandlerBinding<?>> handlings) {
        for (HandlerBinding<?> handling : handlings) {
            // An intercepted bean is a generated subclass of the class that somebody wrote.
            for (Class<?> type = handling.handler().getClass();
                    JobHandler.class.isAssignableFrom(type);
                    type = type.getSuperclass()) {
                byClass.putIfAbsent(type.getName(), handling);
            }
        }
    }

    /** The handler whose code is the nearest to the top. */
    Optional<HandlerBinding<?>> firstIn(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            HandlerBinding<?> handling = of(frame.getClassName());
            if (handling != null) {
                return Optional.of(handling);
            }
        }
        return Optional.empty();
    }

    /** A lambda's code is a method of the class around it; a nested class has that one's name before its own. */
    private HandlerBinding<?> of(String className) {
        String name = className;
        while (true) {
            HandlerBinding<?> handling = byClass.get(name);
            int nested = name.lastIndexOf('$');
            if (handling != null || nested < 0) {
                return handling;
            }
            name = name.substring(0, nested);
        }
    }
}
