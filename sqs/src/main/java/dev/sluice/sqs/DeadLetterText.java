package dev.sluice.sqs;

/** Text that SQS takes as the value of a message attribute: not empty, no control characters, of bearable length. */
public final class DeadLetterText {

    private static final int MAX_LENGTH = 1_000;

    private DeadLetterText() {}

    /** The first 1,000 characters, with a space for each that SQS refuses; a hyphen when there are none. */
    public static String of(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints()
                .limit(MAX_LENGTH)
                .map(c -> Character.isISOControl(c) || c == 0xFFFE || c == 0xFFFF || isSurrogate(c) ? ' ' : c)
                .forEach(clean::appendCodePoint);
        return clean.isEmpty() ? "-" : clean.toString();
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
