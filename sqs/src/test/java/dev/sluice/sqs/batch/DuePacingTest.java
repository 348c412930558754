package dev.sluice.sqs.batch;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DuePacingTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void leavesTimeForSeveralTriesBeforeAnEntryIsDue() {
        assertThat(DuePacing.timeout(4 * SECOND)).isEqualTo(SECOND);
        assertThat(DuePacing.pause(4 * SECOND)).isEqualTo(SECOND / 2);
    }

    @Test
    void givesEachTryTheTimeThatARequestNeeds() {
        assertThat(DuePacing.timeout(1)).isEqualTo(SECOND / 2);
        assertThat(DuePacing.pause(1)).isEqualTo(SECOND / 20);
    }

    @Test
    void leavesWhatIsDueAtNoTimeToTheBackoff() {
        assertThat(DuePacing.timeout(DuePacing.NEVER)).isEqualTo(DuePacing.NEVER);
        assertThat(DuePacing.pause(DuePacing.NEVER)).isEqualTo(DuePacing.NEVER);
    }

    @Test
    void putsWhatIsDueFirstBeforeTheRestAndWhatIsLateBehindIt() {
        var pending =
                new PendingEntries<String, Void>(new BatchPolicy(false, Duration.ZERO, 100, 1, Duration.ofSeconds(5)));
        List.of(entry("late", -1), entry("later", 9), entry("soon", 2)).forEach(pending::add);

        pending.mostUrgentFirst(0);

        assertThat(pending.takeAny()).extracting(entry -> entry.value).containsExactly("soon", "later", "late");
    }

    private static BatchEntry<String, Void> entry(String value, long untilDue) {
        return new BatchEntry<>(value, 1, 0, untilDue, 100);
    }
}
