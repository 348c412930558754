package dev.sluice.acceptance.drain;

import java.time.Duration;

import dev.sluice.acceptance.Table;

import static org.assertj.core.api.Assertions.assertThat;

/** Stops one worker after the other under load, looks at each end, and at the ledger after the last. */
final class Drains {

    private static final Duration JOB_LENGTH = Duration.ofMillis(300);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private Drains() {}

    static void inTurn(int workers) {
        Table table = new Table("SIGTERM under load: status, seconds, jobs begun, left hidden, left visible");
        try (var stops = new StopsUnderLoad(JOB_LENGTH)) {
            for (int i = 1; i <= workers; i++) {
                // Every worker is at another point of its work.
                Stop stop = stops.stopAfter(60 + 25 * (i % 10), GRACE);
                table.row(
                        "worker " + i,
                        "%3d %6.1f %5d %5d %5d"
                                .formatted(
                                        stop.status(),
                                        stop.took().toMillis() / 1e3,
                                        stop.begun(),
                                        stop.hidden(),
                                        stop.left()));
                assertThat(stop.status()).as("exit status").isZero();
                assertThat(stop.hidden()).as("messages left hidden").isZero();
                assertThat((long) stop.left()).as("messages given back").isEqualTo(stops.untouched());
            }
            stops.finish();
            assertThat(stops.repeated()).as("jobs that were delivered again").isEmpty();
            assertThat(stops.untouched()).as("jobs that were lost").isZero();
        } finally {
            System.out.println(table);
        }
    }
}
