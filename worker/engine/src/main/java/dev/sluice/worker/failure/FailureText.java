package dev.sluice.worker.failure;

import java.util.stream.Collectors;

/** What an exception and its causes say, in one line of at most about 1,000 characters. */
public final class FailureText {

    private static final int MAX_LENGTH = 1_000;
    /** About what a name and the words before it take. */
    private static final int NAME = 45;

    private FailureText() {}

    public static String of(Throwable failure) {
        Causes causes = Causes.of(failure);
        int most = MAX_LENGTH / causes.size() - NAME;
        return causes.all().stream().map(each -> text(each, most)).collect(Collectors.joining("; caused by "));
    }

    private static String text(Throwable failure, int maxLength) {
        String message = Causes.message(failure, maxLength);
        return message.isEmpty() ? name(failure.getClass()) : name(failure.getClass()) + ": " + message;
    }

    /** An anonymous class has no simple name. */
    private static String name(Class<?> type) {
        return type.getSimpleName().isEmpty() ? type.getName() : type.getSimpleName();
    }
}
