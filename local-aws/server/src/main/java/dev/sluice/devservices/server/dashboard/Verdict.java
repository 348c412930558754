package dev.sluice.devservices.server.dashboard;

/**
 * Whether the fleet keeps up.
 *
 * @param headline it in two or three words
 * @param sentence and why, with what to do if there is something to do
 * @param about the queue whose dead letters it is about, {@code null} if it is not about dead letters
 */
record Verdict(Level level, String headline, String sentence, String about) {

    /** How it is to be taken. */
    enum Level {
        GOOD,
        WARNING,
        BAD,
        UNKNOWN
    }

    static Verdict good(String headline, String sentence) {
        return new Verdict(Level.GOOD, headline, sentence, null);
    }

    static Verdict warning(String headline, String sentence) {
        return new Verdict(Level.WARNING, headline, sentence, null);
    }

    static Verdict bad(String headline, String sentence) {
        return new Verdict(Level.BAD, headline, sentence, null);
    }

    static Verdict unknown(String headline, String sentence) {
        return new Verdict(Level.UNKNOWN, headline, sentence, null);
    }

    /** The same, about the dead letters of that queue. */
    Verdict about(String queue) {
        return new Verdict(level, headline, sentence, queue);
    }
}
