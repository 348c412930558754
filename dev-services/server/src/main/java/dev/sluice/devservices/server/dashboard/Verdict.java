package dev.sluice.devservices.server.dashboard;

/**
 * Whether the fleet keeps up.
 *
 * @param headline it in two or three words
 * @param sentence and why, with what to do if there is something to do
 */
record Verdict(Level level, String headline, String sentence) {

    /** How it is to be taken. */
    enum Level {
        GOOD,
        WARNING,
        BAD,
        UNKNOWN
    }

    static Verdict good(String headline, String sentence) {
        return new Verdict(Level.GOOD, headline, sentence);
    }

    static Verdict warning(String headline, String sentence) {
        return new Verdict(Level.WARNING, headline, sentence);
    }

    static Verdict bad(String headline, String sentence) {
        return new Verdict(Level.BAD, headline, sentence);
    }

    static Verdict unknown(String headline, String sentence) {
        return new Verdict(Level.UNKNOWN, headline, sentence);
    }
}
