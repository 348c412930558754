package dev.sluice.dashboard.fleet;

import java.time.Duration;
import java.util.Locale;

/** Writes numbers as a person would say them. */
final class Figures {

    private Figures() {}

    static String jobs(long count) {
        return count == 1 ? "1 job" : String.format(Locale.ROOT, "%,d jobs", count);
    }

    static String jobsPerSecond(double rate) {
        return number(rate) + " jobs/s";
    }

    static String perSecond(double rate) {
        return number(rate) + "/s";
    }

    static String share(double share) {
        return Math.round(100 * share) + " %";
    }

    static String time(double seconds) {
        if (seconds < 0.0995) {
            return number(1_000 * seconds) + " ms";
        }
        if (seconds < 1) {
            return Math.round(1_000 * seconds) + " ms";
        }
        if (seconds < 90) {
            return number(seconds) + " s";
        }
        return seconds < Duration.ofHours(2).toSeconds()
                ? Math.round(seconds / 60) + " min"
                : number(seconds / 3_600) + " h";
    }

    /** Two digits are enough of what changes every second. */
    private static String number(double number) {
        if (number >= 9.95 || number == Math.rint(number)) {
            return String.format(Locale.ROOT, "%,d", Math.round(number));
        }
        return String.format(Locale.ROOT, number < 0.095 ? "%.2f" : "%.1f", number);
    }
}
