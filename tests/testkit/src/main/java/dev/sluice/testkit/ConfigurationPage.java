package dev.sluice.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The settings that {@code docs/configuration.md} tells of, so that a test can compare them with the code's. */
public final class ConfigurationPage {

    /** A table's row that begins with a setting and its default; where there is none, the second cell is empty. */
    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\| (?:`([^`]*)` )?\\|", Pattern.MULTILINE);

    /** What the operator fills in. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\.[A-Z]+\\.");

    private final String text;

    public ConfigurationPage() throws IOException {
        text = Files.readString(Repository.path("docs/configuration.md"));
    }

    /**
     * The settings with a row in one of the tables; {@code *} stands for what the operator fills in.
     *
     * @param prefix what their names begin with
     * @return the defaults by name, empty for none
     * @throws IllegalStateException when a setting has two rows
     */
    public Map<String, String> defaults(String prefix) {
        Map<String, String> defaults = new TreeMap<>();
        ROW.matcher(text).results().forEach((MatchResult row) -> {
            String name = PLACEHOLDER.matcher(row.group(1)).replaceAll(".*.");
            String value = row.group(2) == null ? "" : row.group(2);
            if (name.startsWith(prefix) && defaults.put(name, value) != null) {
                throw new IllegalStateException("Two rows for " + name);
            }
        });
        return defaults;
    }
}
