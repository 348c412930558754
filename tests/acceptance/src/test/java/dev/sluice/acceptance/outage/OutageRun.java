package dev.sluice.acceptance.outage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.sluice.acceptance.Table;
import dev.sluice.testkit.Fault;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Outages of a minute, one of each kind: prints how soon the worker notices, what it asks meanwhile, and how soon it is
 * back. It fails when that takes more than five seconds. A program, started by name only:
 *
 * <pre>./mvnw verify -pl tests/acceptance -Dtest=NONE -Dit.test=OutageRun</pre>
 *
 * <ul>
 *   <li>{@code outage.seconds}: how long each is; 60 if not given
 * </ul>
 */
class OutageRun {

    private static final Duration MOST_RECOVERY = Duration.ofSeconds(5);

    @Test
    void run() throws Exception {
        Duration length = Duration.ofSeconds(Long.getLong("outage.seconds", 60));
        List<Outage> all = new ArrayList<>();
        try (Outages outages = new Outages(Map.of())) {
            for (Fault fault : Faults.ALL) {
                all.add(outages.suffer(fault, length));
            }
        } finally {
            System.out.println(table(all));
        }
        assertThat(all).allSatisfy(outage -> {
            assertThat(outage.trouble()).contains(Faults.words(outage.fault()));
            assertThat(outage.liveness()).isEqualTo(200);
            assertThat(outage.attempts()).isLessThanOrEqualTo(outage.mostAttempts());
            assertThat(outage.recovered()).isLessThanOrEqualTo(MOST_RECOVERY);
        });
    }

    private static Table table(List<Outage> outages) {
        Table table = new Table("Outages: seconds, noticed after, requests meanwhile (at most), back after");
        outages.forEach(outage -> table.row(
                Faults.name(outage.fault()),
                "%5.1f %6.1f s %5d (%d) %6.1f s"
                        .formatted(
                                outage.lasted().toMillis() / 1e3,
                                outage.noticed().toMillis() / 1e3,
                                outage.attempts(),
                                outage.mostAttempts(),
                                outage.recovered().toMillis() / 1e3)));
        return table;
    }
}
