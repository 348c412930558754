package dev.sluice.acceptance.chaos;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.sluice.testkit.Delivery;

/** All times in which workers were dead or asleep: the only excuses for doing a job twice. */
final class Lapses {

    private final List<Lapse> lapses = new CopyOnWriteArrayList<>();
    private final Duration lease;

    /** @param lease how long a message is hidden without an extension */
    Lapses(Duration lease) {
        this.lease = lease;
    }

    void add(Lapse lapse) {
        lapses.add(lapse);
    }

    boolean explain(Delivery earlier, Delivery later) {
        return lapses.stream().anyMatch(lapse -> lapse.explains(earlier, later, lease));
    }
}
