package dev.sluice.acceptance.depth;

import java.time.Duration;
import java.util.List;

import dev.sluice.acceptance.Site;
import dev.sluice.acceptance.Table;

import static org.assertj.core.api.Assertions.assertThat;

/** Lets a worker loose on a deep queue, and looks whether it takes more than it should. */
final class DeepQueues {

    private static final String HEAP = "64m";

    /** After so many jobs the code is loaded, if not yet compiled. */
    private static final int WARM_UP = 200;

    /** The compiled code still grows for minutes; messages that pile up would soon need more than this. */
    private static final long MOST_GROWTH_IN_MEGABYTES = 64;

    private static final int MOST_IN_FLIGHT = DeepQueue.SLOTS + DeepQueue.PREFETCH;
    private static final int ROWS = 12;

    private DeepQueues() {}

    static void at(Site site, int messages, Duration length) {
        try (DeepQueue queue = new DeepQueue(site)) {
            queue.fill(messages);
            List<Look> looks = queue.watch(HEAP, WARM_UP, length);
            System.out.println(table(messages, looks));
            assertThat(looks).allSatisfy(look -> assertThat(look.inFlight()).isLessThanOrEqualTo(MOST_IN_FLIGHT));
            assertThat(looks).allSatisfy(look -> assertThat(look.megabytes())
                    .isLessThanOrEqualTo(looks.getFirst().megabytes() + MOST_GROWTH_IN_MEGABYTES));
        }
    }

    private static Table table(int messages, List<Look> looks) {
        Table table = new Table("A worker with -Xmx%s at %,d messages: jobs begun, in flight (at most %d), MB resident"
                .formatted(HEAP, messages, MOST_IN_FLIGHT));
        for (int i = 0; i < looks.size(); i += Math.max(1, looks.size() / ROWS)) {
            Look look = looks.get(i);
            table.row(
                    "%5.1f s".formatted(look.seconds()),
                    "%6d %5d %5d".formatted(look.begun(), look.inFlight(), look.megabytes()));
        }
        return table.row(
                        "most in flight",
                        looks.stream().mapToInt(Look::inFlight).max().orElseThrow())
                .row("most MB", looks.stream().mapToLong(Look::megabytes).max().orElseThrow());
    }
}
