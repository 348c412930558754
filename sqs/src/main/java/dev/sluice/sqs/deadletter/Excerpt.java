package dev.sluice.sqs.deadletter;

/**
 * The beginning of a text, or all of it.
 *
 * @param length characters of the whole text, in UTF-16 units
 */
public record Excerpt(String text, int length) {

    static Excerpt of(String text, int bound) {
        if (text.length() <= bound) {
            return new Excerpt(text, text.length());
        }
        // Half a surrogate pair is no character and cannot be written as UTF-8.
        int end = bound > 0 && Character.isHighSurrogate(text.charAt(bound - 1)) ? bound - 1 : bound;
        return new Excerpt(text.substring(0, end), text.length());
    }

    public boolean isCut() {
        return text.length() < length;
    }
}
