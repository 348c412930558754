package dev.sluice.runtime.log;

import java.util.Map;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

import io.quarkus.logging.LoggingFilter;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * Sees to it that each entry of the log is one line (and the stack that belongs to it) of bearable length, whoever wrote it
 * and whatever foreign text is in it: nobody can forge an entry or fill a disk with one. Takes nothing out.
 */
@LoggingFilter(name = "sluice-lines")
public final class LineFilter implements Filter {

    private static final ExtFormatter MESSAGE = new PatternFormatter("%s");

    /** With all that a format adds, less than the 16 KiB at which Docker cuts a line in two. */
    private static final int MAX_MESSAGE = 8_000;

    private static final int MAX_FIELD = 1_000;

    @Override
    public boolean isLoggable(LogRecord written) {
        if (written instanceof ExtLogRecord line) {
            try {
                clean(line);
            } catch (RuntimeException | Error e) {
                line.setMessage(
                        "(a log entry could not be read: " + e.getClass().getName() + ")", FormatStyle.NO_FORMAT);
            }
        }
        return true;
    }

    private static void clean(ExtLogRecord line) {
        String message = MESSAGE.format(line);
        String clean = LogText.of(message, MAX_MESSAGE);
        // The same text where there is nothing to do, which is nearly always.
        if (clean != message) {
            line.setMessage(clean, FormatStyle.NO_FORMAT);
        }
        for (Map.Entry<String, String> field : line.getMdcCopy().entrySet()) {
            String value = LogText.of(field.getValue(), MAX_FIELD);
            if (value != field.getValue()) {
                line.putMdc(field.getKey(), value);
            }
        }
        if (line.getThrown() != null && !LoggedThrowable.isPlain(line.getThrown())) {
            line.setThrown(LoggedThrowable.of(line.getThrown()));
        }
    }
}
