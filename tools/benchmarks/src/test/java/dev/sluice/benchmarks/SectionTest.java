package dev.sluice.benchmarks;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.sluice.benchmarks.report.Bar;
import dev.sluice.benchmarks.report.Machine;
import dev.sluice.benchmarks.report.MarkdownReport;
import dev.sluice.benchmarks.report.Report;
import dev.sluice.benchmarks.report.Section;

import static org.assertj.core.api.Assertions.assertThat;

class SectionTest {

    private final Section section = new Section("drain", "Draining", "Some rounds.");

    @Test
    void aMedianIsNotMovedByARoundThatANeighbourSpoiled() {
        List.of(70.0, 900.0, 72.0).forEach(value -> section.add("CPU", "µs", "ours", value));

        assertThat(section.median("CPU", "ours")).contains(72.0);
    }

    @Test
    void theMedianOfAnEvenNumberOfRoundsLiesBetweenTheTwoInTheMiddle() {
        List.of(4.0, 1.0, 3.0, 100.0).forEach(value -> section.add("CPU", "µs", "ours", value));

        assertThat(section.median("CPU", "ours")).contains(3.5);
    }

    @Test
    void aRatioIsThatOfTheMediansAndThereIsNoneOfWhatWasNotMeasured() {
        section.add("CPU", "µs", "ours", 90);
        section.add("CPU", "µs", "theirs", 60);

        assertThat(section.ratio("CPU", "ours", "theirs")).contains(1.5);
        assertThat(section.ratio("CPU", "ours", "nobody's")).isEmpty();
    }

    @Test
    void theReportShowsSubjectsSideBySideAndWhetherABarIsMet() {
        List.of(70.0, 90.0, 80.0).forEach(value -> section.add("CPU per job", "µs", "ours", value));
        section.add("CPU per job", "µs", "theirs", 64);
        section.bar("ours ÷ theirs", section.ratio("CPU per job", "ours", "theirs"), Bar.Side.AT_MOST, 1.2, "");
        section.bar("ours", section.median("CPU per job", "ours"), Bar.Side.AT_LEAST, 80, "µs");

        String markdown = MarkdownReport.of(new Report(
                Instant.EPOCH,
                "abc",
                "--jvm",
                new Machine("CPU", 2, 1000, "Linux", "JDK", "none", 0),
                List.of(section)));

        assertThat(markdown)
                .contains("| ours ÷ theirs | ≤ 1.20 | 1.25 | **not met** |")
                .contains("| ours | ≥ 80.0 µs | 80.0 µs | met |")
                .contains("| | ours | theirs |")
                .contains("| CPU per job, µs | 80.0 (70.0–90.0) | 64.0 |");
    }
}
