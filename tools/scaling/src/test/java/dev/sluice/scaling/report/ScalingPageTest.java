package dev.sluice.scaling.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScalingPageTest {

    private static final Path PAGE = Path.of("../../docs/scaling.md");
    private static final Path DRAWINGS = Path.of("../../docs/scaling");
    private static final String COMMAND = "./mvnw test -pl tools/scaling -Ddeployed-files.update=true writes it anew";

    private static final ScalingPage SIMULATED = new ScalingPage();

    private final boolean update = Boolean.getBoolean("deployed-files.update");

    @Test
    void tablesAndDrawingsAreWhatTheSimulationSays() throws IOException {
        for (var table : SIMULATED.tables().entrySet()) {
            Matcher place = place(table.getKey(), Files.readString(PAGE));
            if (update) {
                String text = Files.readString(PAGE);
                Files.writeString(
                        PAGE,
                        text.substring(0, place.start(1)) + "\n" + table.getValue() + "\n"
                                + text.substring(place.end(1)));
                place = place(table.getKey(), Files.readString(PAGE));
            }
            assertThat(place.group(1).strip())
                    .as("the table %s in %s; %s", table.getKey(), PAGE, COMMAND)
                    .isEqualTo(table.getValue().strip());
        }
        for (var drawing : SIMULATED.drawings().entrySet()) {
            Path file = DRAWINGS.resolve(drawing.getKey());
            if (update) {
                Files.createDirectories(DRAWINGS);
                Files.writeString(file, drawing.getValue().svg());
            }
            assertThat(file).as(COMMAND).exists();
            assertThat(Files.readString(file))
                    .as("%s; %s", file, COMMAND)
                    .contains(drawing.getValue().mark());
        }
    }

    @Test
    void thePageShowsEveryDrawingThatThereIs() throws IOException {
        String text = Files.readString(PAGE);
        try (Stream<Path> files = Files.list(DRAWINGS)) {
            List<String> names =
                    files.map(Path::getFileName).map(Path::toString).toList();
            assertThat(names)
                    .containsExactlyInAnyOrderElementsOf(SIMULATED.drawings().keySet());
            assertThat(names).allSatisfy(name -> assertThat(text).contains("](scaling/" + name + ")"));
        }
    }

    private static Matcher place(String table, String text) {
        Matcher place = Pattern.compile("<!-- simulated: " + table + " -->\n(.*?)<!-- end -->", Pattern.DOTALL)
                .matcher(text);
        assertThat(place.find()).as("the place of the table %s", table).isTrue();
        return place;
    }
}
