package dev.sluice.runtime.log;

import java.util.Arrays;

/**
 * An exception as the log tells it: the same causes, of each stack the frames nearest to where it was thrown, and what it says
 * as {@link LogText}.
 */
final class LoggedThrowable extends Throwable {

    private static final long serialVersionUID = 1L;

    private static final int MAX_LENGTH = 2_000;
    /** Causes of causes: enough to find the first one, and an end where they go in a circle. */
    private static final int MAX_DEPTH = 20;

    private static final int MAX_SUPPRESSED = 10;
    /** Enough for what calls what; an endless recursion has a thousand. */
    private static final int MAX_FRAMES = 100;

    private final String text;

    private LoggedThrowable(String text, Throwable cause, StackTraceElement[] stack) {
        super(text, cause);
        this.text = text;
        setStackTrace(stack);
    }

    static Throwable of(Throwable thrown) {
        return of(thrown, MAX_DEPTH);
    }

    private static LoggedThrowable of(Throwable thrown, int depth) {
        Throwable cause = depth == 0 || thrown.getCause() == null ? null : of(thrown.getCause(), depth - 1);
        String text = textOf(thrown);
        String told = text == null ? thrown.getClass().getName() : LogText.of(text, MAX_LENGTH);
        LoggedThrowable logged = new LoggedThrowable(told, cause, framesOf(thrown));
        Throwable[] suppressed = depth == 0 ? new Throwable[0] : thrown.getSuppressed();
        for (int i = 0; i < Math.min(suppressed.length, MAX_SUPPRESSED); i++) {
            logged.addSuppressed(of(suppressed[i], 0));
        }
        return logged;
    }

    /** Whether it can be told as it is. */
    static boolean isPlain(Throwable thrown) {
        return isPlain(thrown, MAX_DEPTH);
    }

    private static boolean isPlain(Throwable thrown, int depth) {
        if (depth == 0 || thrown instanceof LoggedThrowable) {
            return depth > 0;
        }
        String text = textOf(thrown);
        if (text == null || !LogText.of(text, MAX_LENGTH).equals(text) || thrown.getStackTrace().length > MAX_FRAMES) {
            return false;
        }
        for (Throwable suppressed : thrown.getSuppressed()) {
            if (!isPlain(suppressed, depth - 1)) {
                return false;
            }
        }
        return thrown.getCause() == null || isPlain(thrown.getCause(), depth - 1);
    }

    private static StackTraceElement[] framesOf(Throwable thrown) {
        StackTraceElement[] stack = thrown.getStackTrace();
        return stack.length <= MAX_FRAMES ? stack : Arrays.copyOf(stack, MAX_FRAMES);
    }

    /** Null when there is none: an exception of an application's own may compute its message, and fail at that. */
    private static String textOf(Throwable thrown) {
        try {
            return thrown.toString();
        } catch (RuntimeException | Error e) {
            return null;
        }
    }

    /** What is printed before the stack: not this class's name, but the exception's own. */
    @Override
    public String toString() {
        return text;
    }
}
