package dev.sluice.dashboard.chart;

import java.util.List;

/**
 * A panel as the page draws it.
 *
 * @param labels all that its lines may have, also those that no line has now
 */
public record DrawnPanel(String id, String title, String unit, List<String> labels, List<DrawnLine> lines) {

    /**
     * A line.
     *
     * @param of the queue or job type that it is of, {@code null} for all together
     * @param values one for each period, {@code null} where there is none
     */
    record DrawnLine(String label, String of, List<Double> values) {}
}
