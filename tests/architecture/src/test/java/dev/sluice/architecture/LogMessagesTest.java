package dev.sluice.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.testkit.Repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** docs/log-messages.md explains every warning and error that the services log, and no other. */
class LogMessagesTest {

    /** A message, and what is said of it; either may go on in the next line. */
    private static final Pattern ENTRY = Pattern.compile("^- `([^`]+)`: (.+(?:\\n {2}.+)*)$", Pattern.MULTILINE);

    /** One sentence or more for the cause, and one for the action. */
    private static final String CAUSE_AND_ACTION = ".+\\. .+\\.";

    private static final String BEGIN_OF_ERRORS = "## Errors";

    private final String page;

    LogMessagesTest() throws IOException {
        page = Files.readString(Repository.path("docs/log-messages.md"));
    }

    @Test
    void thePageExplainsEveryWarningAndErrorAndNoOther() throws IOException {
        Map<String, Boolean> logged = new TreeMap<>();
        LogCalls.in(shippedSources()).forEach((message, level) -> logged.put(message, isError(level)));

        Map<String, Boolean> explained = new TreeMap<>();
        entries()
                .forEach(
                        entry -> explained.put(oneLine(entry.group(1)), entry.start() > page.indexOf(BEGIN_OF_ERRORS)));

        assertThat(explained).containsExactlyInAnyOrderEntriesOf(logged);
    }

    @Test
    void thePageGivesACauseAndAnActionForEach() {
        assertThat(entries()).isNotEmpty().allSatisfy(entry -> assertThat(oneLine(entry.group(2)))
                .as(entry.group(1))
                .matches(CAUSE_AND_ACTION));
    }

    @Test
    void aCallIsFoundByItsNameItsLevelOrItsConstant(@TempDir Path folder) throws IOException {
        Path source = Files.writeString(folder.resolve("Logging.java"), """
                class Logging {
                    enum Kind {
                        DONE(Level.INFO), DEAD(Level.WARN), BROKEN(Level.ERROR);
                    }

                    void log(Level level) {
                        LOG.debugf("quiet %s", this);
                        LOG.log(Level.INFO, "quiet too");
                        write(Kind.DONE, "done");
                        LOG.warnf("by name %s, " + "and %.1f s", this, 2.0);
                        logger.error("by name", new Exception());
                        LOG.logf(Logger.Level.FATAL, "by level %s%s", this, this);
                        LOG.logf(level, "by a level unknown");
                        lines.write(Kind.DEAD, "by constant");
                        lines.write(Kind.BROKEN, "by another");
                    }
                }
                """);

        assertThat(LogCalls.in(List.of(source)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "by name …, and … s", "WARN",
                        "by name", "ERROR",
                        "by level …", "FATAL",
                        "by a level unknown", "WARN",
                        "by constant", "WARN",
                        "by another", "ERROR"));
    }

    @Test
    void aMessageThatIsNotWrittenWhereItIsLoggedIsAnError(@TempDir Path folder) throws IOException {
        Path source = Files.writeString(
                folder.resolve("Logging.java"),
                "class Logging { void log(Exception e) { LOG.warn(e.getMessage()); } }");

        assertThatThrownBy(() -> LogCalls.in(List.of(source))).hasMessageContaining("LOG.warn(e.getMessage())");
    }

    private Stream<MatchResult> entries() {
        return ENTRY.matcher(page).results();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }

    private static boolean isError(String level) {
        return !level.equals("WARN");
    }

    private static List<Path> shippedSources() throws IOException {
        List<Path> all = new ArrayList<>();
        for (Path folder : Product.sources()) {
            if (!folder.startsWith(Repository.path("local-aws"))) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(all::add);
                }
            }
        }
        return all;
    }
}
