package dev.sluice.job;

/** Makes foreign text safe to stand in an error message, a log line or a span: one line of bearable length. */
public final class OneLine {

    private OneLine() {}

    /**
     * The text with everything that is not to be seen as itself replaced by {@code ?}: control characters, line
     * separators, marks that turn the direction of writing, halves of surrogate pairs.
     *
     * @param maxLength where it is cut, in chars; an ellipsis of three dots, and the second half of a surrogate pair, may
     *     come on top
     */
    public static String of(String text, int maxLength) {
        return text.length() <= maxLength && isPlainAscii(text) ? text : cleaned(text, maxLength);
    }

    /** What most text is; then there is nothing to do. */
    private static boolean isPlainAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static String cleaned(String text, int maxLength) {
        var line = new StringBuilder(Math.min(text.length(), maxLength + 3));
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            if (line.length() >= maxLength) {
                return line.append("...").toString();
            }
            line.appendCodePoint(isPrintable(point) ? point : '?');
            i += Character.charCount(point);
        }
        return line.toString();
    }

    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
