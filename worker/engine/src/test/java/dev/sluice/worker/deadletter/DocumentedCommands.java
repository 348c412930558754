package dev.sluice.worker.deadletter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The commands that a page shows: indented, and perhaps of several lines, each but the last with a backslash at its end. */
final class DocumentedCommands {

    private static final Pattern COMMAND = Pattern.compile("^ {4}(curl (?:.*\\\\\\n)*.*)$", Pattern.MULTILINE);

    private DocumentedCommands() {}

    static List<String> of(Path page) throws IOException {
        return COMMAND.matcher(Files.readString(page))
                .results()
                .map((MatchResult command) -> command.group(1))
                .toList();
    }
}
