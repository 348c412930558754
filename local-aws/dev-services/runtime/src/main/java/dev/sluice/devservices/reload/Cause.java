package dev.sluice.devservices.reload;

import java.util.stream.Collectors;

/** What is at the bottom of a failure, in the words of whoever noticed it. */
final class Cause {

    private static final int MOST_LINES = 10;

    private Cause() {}

    /** The message of the first cause, without stack traces; with the exception's name where the message is a mere word. */
    static String of(Throwable failure) {
        Throwable first = failure;
        while (first.getCause() != null && first.getCause() != first) {
            first = first.getCause();
        }
        String name = first.getClass().getSimpleName();
        if (first.getMessage() == null || first.getMessage().isBlank()) {
            return name;
        }
        String text = first.getMessage()
                .strip()
                .lines()
                .filter(line -> !line.startsWith("\tat ") && !line.isBlank())
                .limit(MOST_LINES)
                .collect(Collectors.joining("\n"));
        return text.contains(" ") ? text : name + ": " + text;
    }
}
