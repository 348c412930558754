package dev.sluice.acceptance.storm;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** Lets a storm come and pass, and looks at what it cost. */
final class Storms {

    private static final double MOST_REQUESTS_PER_DELIVERY = 0.5;

    private Storms() {}

    static void of(int jobs, Duration length) {
        try (Storm storm = new Storm(jobs)) {
            StormFigures figures = storm.rage(length);
            System.out.println(figures.table(Storm.LOG_LINES_PER_SECOND));
            assertThat(figures.requestsPerDelivery()).isLessThanOrEqualTo(MOST_REQUESTS_PER_DELIVERY);
            assertThat((long) figures.logLines()).isLessThanOrEqualTo(figures.logLineBound(Storm.LOG_LINES_PER_SECOND));
            storm.pass();
            assertThat(storm.notDoneOnce()).isEmpty();
        }
    }
}
