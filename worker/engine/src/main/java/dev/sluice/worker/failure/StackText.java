package dev.sluice.worker.failure;

import java.util.StringJoiner;

import dev.sluice.job.OneLine;
import dev.sluice.runtime.meters.FailSafe;

/**
 * The stack trace of an exception as text for a dead letter: at most 4,000 characters, of each cause the frames nearest to
 * where it was thrown, and nothing in it but line breaks that is not to be seen as itself.
 */
public final class StackText {

    private static final int MAX_LENGTH = 4_000;
    private static final int MAX_LINE = 300;
    private static final int FRAMES = 40;
    private static final int LEAST_FRAMES = 4;
    private static final StackTraceElement[] NO_FRAMES = {};

    private StackText() {}

    public static String of(Throwable failure) {
        Causes causes = Causes.of(failure);
        int most = Math.max(LEAST_FRAMES, FRAMES / causes.size());
        StringJoiner text = new StringJoiner("\n");
        StackTraceElement[] outer = NO_FRAMES;
        for (Throwable each : causes.all()) {
            String message = Causes.message(each, MAX_LINE);
            text.add(line((text.length() == 0 ? "" : "Caused by: ")
                    + each.getClass().getName()
                    + (message.isEmpty() ? "" : ": " + message)));
            StackTraceElement[] stack = FailSafe.call(each::getStackTrace, NO_FRAMES);
            int own = Math.min(most, stack.length - inCommon(stack, outer));
            for (int i = 0; i < own; i++) {
                text.add(line("    at " + stack[i]));
            }
            if (own < stack.length) {
                text.add("    ... %d more".formatted(stack.length - own));
            }
            outer = stack;
        }
        return text.length() <= MAX_LENGTH ? text.toString() : cut(text.toString());
    }

    private static String line(String text) {
        return OneLine.of(text, MAX_LINE);
    }

    /** After a whole line. */
    private static String cut(String text) {
        return text.substring(0, text.lastIndexOf('\n', MAX_LENGTH));
    }

    /** How many frames at the end of a cause's stack are those of what it caused, and told there. */
    private static int inCommon(StackTraceElement[] stack, StackTraceElement[] outer) {
        int common = 0;
        while (common < stack.length
                && common < outer.length
                && stack[stack.length - 1 - common].equals(outer[outer.length - 1 - common])) {
            common++;
        }
        return common;
    }
}
