package dev.sluice.acceptance.chaos;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

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

    /** @param runs tells the runs of the call's job in the process that made it */
    boolean explain(Delivery earlier, Delivery later, Function<Delivery, Runs> runs) {
        return lapses.stream()
                .anyMatch(lapse ->
                        explainsEarlier(lapse, earlier, later, runs) || explainsLater(lapse, earlier, later, runs));
    }

    private boolean explainsEarlier(Lapse lapse, Delivery earlier, Delivery later, Function<Delivery, Runs> runs) {
        if (!lapse.mayExplainEarlier(earlier, later, lease)) {
            return false;
        }
        if (!lapse.isOverAt(earlier) || isFollowedByTheEnd(lapse)) {
            return true;
        }
        Runs all = runs.apply(earlier);
        boolean laterIsAmongThem = earlier.worker().equals(later.worker());
        return all.oneLasted(lapse.length()) && (laterIsAmongThem || !all.oneCompletedWithin(lapse.length()));
    }

    private boolean explainsLater(Lapse lapse, Delivery earlier, Delivery later, Function<Delivery, Runs> runs) {
        if (!lapse.mayExplainLater(earlier, later)) {
            return false;
        }
        Runs all = runs.apply(later);
        return isFollowedByTheEnd(lapse) || (all.oneLasted(lapse.length()) && !all.oneCompletedWithin(lapse.length()));
    }

    private boolean isFollowedByTheEnd(Lapse lapse) {
        return lapses.stream().anyMatch(lapse::isFollowedBy);
    }
}
