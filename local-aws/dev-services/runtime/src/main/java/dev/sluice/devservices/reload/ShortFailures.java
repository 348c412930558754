package dev.sluice.devservices.reload;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Has Quarkus say once why the source does not compile or the application does not start, in a line or two, the cause
 * first, and not several times and with pages of stack traces.
 */
final class ShortFailures {

    /** Held here, since a logger that nobody holds forgets its filter. */
    private static final Logger DEV_MODE = logger("deployment.dev.IsolatedDevModeMain");

    /** Says the same once more. */
    private static final Logger APPLICATION = logger("runtime.Application");

    /** Says in a line what Quarkus shows, with the code, by itself. */
    private static final Logger COMPILER = logger("deployment.dev.JavaCompilationProvider");

    private ShortFailures() {}

    static void install() {
        DEV_MODE.setFilter(ShortFailures::shorten);
        APPLICATION.setFilter(line -> line.getThrown() == null);
        COMPILER.setFilter(line -> line.getLevel().intValue() < Level.SEVERE.intValue());
    }

    private static boolean shorten(LogRecord line) {
        if (line.getThrown() != null) {
            line.setMessage("It does not start: " + Cause.of(line.getThrown()));
            line.setThrown(null);
        }
        return true;
    }

    private static Logger logger(String name) {
        return Logger.getLogger("io.quarkus." + name);
    }
}
