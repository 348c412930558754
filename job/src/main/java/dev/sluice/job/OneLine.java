package dev.sluice.job;

/** Makes foreign text safe to stand in an error message or a log line. */
final class OneLine {

    private OneLine() {}

    /** The text with control characters and broken surrogates replaced by {@code ?}, cut at {@code maxLength}. */
    static String of(String text, int maxLength) {
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
