package dev.sluice.job.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads UTF-8 to the letter: nothing overlong, no halves of surrogate pairs, no other encoding. */
public final class Utf8 {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** What the decoder puts in the place of what it cannot read; it may also have been sent. */
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /**
     * The text, without a byte order mark.
     *
     * @throws MalformedJsonException if the bytes are not UTF-8
     */
    public static String text(byte[] bytes) throws MalformedJsonException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0 && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
            throw new MalformedJsonException("the body is not UTF-8");
        }
        // JSON in UTF-16 or UTF-32 begins with an ASCII character, and so with a zero next to it.
        if (text.indexOf('\0', 0, Math.min(2, text.length())) >= 0) {
            throw new MalformedJsonException("the body is not UTF-8, but UTF-16 or UTF-32");
        }
        return unmarked(text);
    }

    /** Without the byte order mark that some programs put before a text. */
    public static String unmarked(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }
}
