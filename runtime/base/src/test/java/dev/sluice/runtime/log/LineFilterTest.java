package dev.sluice.runtime.log;

import java.util.logging.LogRecord;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LineFilterTest {

    private static final String FORGED = "2026-11-30 00:00:00,000 INFO  [dev.sluice] (main) Job forged";

    private final LineFilter filter = new LineFilter();

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n", "\u000B", "\f", "\u0085", "\u2028", "\u2029"})
    void noMessageHasASecondLine(String lineBreak) {
        String text = text(line("Job %s failed", "1" + lineBreak + FORGED));

        assertThat(text).isEqualTo("Job 1\\n" + FORGED + " failed|");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\b", "\u001B", "\u007F", "\u009B", "\u200B", "\u202E", "\uFEFF", "\uD800"})
    void nothingMovesTheCursorOrHidesWhatFollows(String unseen) {
        assertThat(text(line("a" + unseen + "b"))).isEqualTo("a?b|");
    }

    @Test
    void leavesOrdinaryTextAsItIs() {
        assertThat(text(line("größer 100% \uD83D\uDE00"))).isEqualTo("größer 100% \uD83D\uDE00|");
        assertThat(text(line("%s", "100% {0} ' as it is"))).isEqualTo("100% {0} ' as it is|");
    }

    @Test
    void noMessageIsEndless() {
        assertThat(text(line("x".repeat(1_000_000)))).hasSizeLessThan(9_000).endsWith("...|");
        assertThat(text(line("\n".repeat(1_000_000)))).hasSizeLessThan(17_000).endsWith("...|");
    }

    @Test
    void fieldsAreOfTheSameKind() {
        ExtLogRecord line = line("hello");
        line.putMdc("jobId", "1\n" + FORGED + "x".repeat(1_000_000));
        line.putMdc("jobType", "checksum");

        filter.isLoggable(line);

        assertThat(line.getMdc("jobId")).startsWith("1\\n2026").hasSizeLessThan(1_100);
        assertThat(line.getMdc("jobType")).isEqualTo("checksum");
    }

    @Test
    void whatAnExceptionAndItsCausesSayIsOfTheSameKind() {
        Throwable cause = new IllegalArgumentException("for\n" + FORGED);
        Throwable thrown = new IllegalStateException("x".repeat(1_000_000), cause);
        thrown.addSuppressed(new AssertionError("beside\r" + FORGED));
        ExtLogRecord line = line("It failed");
        line.setThrown(thrown);

        String text = text(line);

        assertThat(text)
                .hasSizeLessThan(60_000)
                .contains("java.lang.IllegalStateException: xxx")
                .contains("Caused by: java.lang.IllegalArgumentException: for\\n2026")
                .contains("Suppressed: java.lang.AssertionError: beside\\n2026")
                .contains("at " + LineFilterTest.class.getName())
                .doesNotContain("\n2026", "\r2026", "LoggedThrowable");
    }

    @Test
    void anExceptionThatIsHarmlessStaysTheSame() {
        Throwable thrown = new IllegalStateException("made up", new IllegalArgumentException("too"));
        ExtLogRecord line = line("It failed");
        line.setThrown(thrown);

        filter.isLoggable(line);

        assertThat(line.getThrown()).isSameAs(thrown);
    }

    @Test
    void causesThatGoInACircleComeToAnEnd() {
        Throwable one = new IllegalStateException("one\n");
        one.initCause(new IllegalStateException("two", one));
        ExtLogRecord line = line("It failed");
        line.setThrown(one);

        assertThat(text(line)).contains("IllegalStateException: two");
    }

    @Test
    void anExceptionThatCannotSayWhyIsNamed() {
        ExtLogRecord line = line("It failed");
        line.setThrown(new IllegalStateException() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new UnsupportedOperationException("no words");
            }
        });

        assertThat(text(line)).contains(LineFilterTest.class.getName());
    }

    @Test
    void takesNothingOut() {
        assertThat(filter.isLoggable(line("a\nb"))).isTrue();
        assertThat(filter.isLoggable(new LogRecord(Level.INFO, "a\nb"))).isTrue();
        assertThat(filter.isLoggable(line(null))).isTrue();
    }

    private String text(ExtLogRecord line) {
        filter.isLoggable(line);
        return new PatternFormatter("%s|%e").format(line);
    }

    private static ExtLogRecord line(String format, Object... arguments) {
        ExtLogRecord line = new ExtLogRecord(Level.INFO, format, FormatStyle.PRINTF, LineFilterTest.class.getName());
        line.setParameters(arguments);
        return line;
    }
}
