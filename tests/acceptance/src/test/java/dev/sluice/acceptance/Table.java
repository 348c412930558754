package dev.sluice.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report in two columns, for a person: what was measured, and its value. */
public final class Table {

    private record Row(String label, String value) {}

    private final String title;
    private final List<Row> rows = new ArrayList<>();

    public Table(String title) {
        this.title = title;
    }

    public Table row(String label, Object value) {
        rows.add(new Row(
                label, value instanceof Double number ? String.format(Locale.ROOT, "%.2f", number) : "" + value));
        return this;
    }

    /** A line that says what the following rows are about. */
    public Table heading(String heading) {
        rows.add(new Row(heading, ""));
        return this;
    }

    @Override
    public String toString() {
        int labels = rows.stream().mapToInt(row -> row.label().length()).max().orElse(0);
        int values = rows.stream().mapToInt(row -> row.value().length()).max().orElse(0);
        var text = new StringBuilder("\n").append(title).append('\n');
        for (Row row : rows) {
            String line = "  " + row.label() + " ".repeat(labels - row.label().length() + 2)
                    + " ".repeat(values - row.value().length()) + row.value();
            text.append(line.stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
