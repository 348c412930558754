package dev.sluice.dashboard.fleet;

/**
 * Whether the fleet keeps up.
 *
 * @param headline it in two or three words
 * @param sentence and why, with what to do if there is something to do
 * @param about the queue whose dead letters it is about, {@code null} if it is not about dead letters
 */
public record StatusMessage(Level level, String headline, String sentence, String about) {

    /** How it is to be taken. */
    enum Level {
        GOOD,
        WARNING,
        BAD,
        UNKNOWN
    }

    static StatusMessage good(String headline, String sentence) {
        return new StatusMessage(Level.GOOD, headline, sentence, null);
    }

    static StatusMessage warning(String headline, String sentence) {
        return new StatusMessage(Level.WARNING, headline, sentence, null);
    }

    static StatusMessage bad(String headline, String sentence) {
        return new StatusMessage(Level.BAD, headline, sentence, null);
    }

    static StatusMessage unknown(String headline, String sentence) {
        return new StatusMessage(Level.UNKNOWN, headline, sentence, null);
    }

    /** The same, about the dead letters of that queue. */
    StatusMessage about(String queue) {
        return new StatusMessage(level, headline, sentence, queue);
    }
}
