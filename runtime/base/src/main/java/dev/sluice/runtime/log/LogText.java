package dev.sluice.runtime.log;

import java.util.regex.Pattern;

/** Text as it may stand in a log: without anything that ends a line, moves a terminal's cursor or hides what follows. */
final class LogText {

    private static final Pattern LINE_BREAK = Pattern.compile("\\R");
    /** Control and format characters, halves of surrogate pairs, and what Unicode has not assigned. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Cn}]");

    private LogText() {}

    /**
     * The same text where it is harmless. Otherwise a line break is written as {@code \n}, since libraries do write
     * messages of several lines, and everything else that cannot be seen as {@code ?}.
     *
     * @param text may be null, and then is
     * @param maxLength in chars; what is cut is told by three dots
     */
    static String of(String text, int maxLength) {
        if (text == null || text.length() <= maxLength && isPlainAscii(text)) {
            return text;
        }
        boolean cut = text.length() > maxLength;
        String kept = cut ? text.substring(0, maxLength) : text;
        String line = LINE_BREAK.matcher(kept).replaceAll("\\\\n");
        String seen = UNSEEN.matcher(line.replace('\t', ' ')).replaceAll("?");
        return cut ? seen + "..." : seen;
    }

    private static boolean isPlainAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
