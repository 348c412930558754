package dev.sluice.worker.probe;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Logger;

import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** What is written to a log category while a test looks. */
public final class LogLines extends ExtHandler {

    private record Line(String text, Throwable thrown, Map<String, String> fields) {}

    private static final PatternFormatter TEXT = new PatternFormatter("%s");

    private final Queue<Line> lines = new ConcurrentLinkedQueue<>();
    private final Logger logger;

    private LogLines(Logger logger) {
        this.logger = logger;
        logger.addHandler(this);
    }

    public static LogLines of(String category) {
        return new LogLines(Logger.getLogger(category));
    }

    /** How many lines have this text in them. */
    public long count(String text) {
        return lines.stream().filter(line -> line.text().contains(text)).count();
    }

    public List<String> texts() {
        return lines.stream().map(Line::text).toList();
    }

    /** What the first line with this text carries. */
    public Throwable thrownWith(String text) {
        return first(text).thrown();
    }

    /** What the first line with this text says besides it (MDC). */
    public Map<String, String> fields(String text) {
        return first(text).fields();
    }

    private Line first(String text) {
        return lines.stream()
                .filter(line -> line.text().contains(text))
                .findFirst()
                .orElseThrow();
    }

    @Override
    protected void doPublish(ExtLogRecord written) {
        lines.add(new Line(TEXT.format(written), written.getThrown(), written.getMdcCopy()));
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
