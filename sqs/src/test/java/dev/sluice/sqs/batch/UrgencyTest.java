package dev.sluice.sqs.batch;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UrgencyTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void leavesTimeForSeveralTriesBeforeAnEntryIsDue() {
        assertThat(Urgency.timeout(4 * SECOND)).isEqualTo(SECOND);
        assertThat(Urgency.pause(4 * SECOND)).isEqualTo(SECOND / 2);
    }

    @Test
    void givesEachTryTheTimeThatARequestNeeds() {
        assertThat(Urgency.timeout(1)).isEqualTo(SECOND / 2);
        assertThat(Urgency.pause(1)).isEqualTo(SECOND / 20);
    }

    @Test
    void leavesWhatIsDueAtNoTimeToTheBackoff() {
        assertThat(Urgency.timeout(Urgency.NEVER)).isEqualTo(Urgency.NEVER);
        assertThat(Urgency.pause(Urgency.NEVER)).isEqualTo(Urgency.NEVER);
    }

    @Test
    void putsWhatIsDueFirstBeforeTheRestAndWhatIsLateBehindIt() {
        var pending = new Pending<String, Void>(new BatchPolicy(false, Duration.ZERO, 100, 1, Duration.ofSeconds(5)));
        List.of(entry("late", -1), entry("later", 9), entry("soon", 2)).forEach(pending::add);

        pending.mostUrgentFirst(0);

        assertThat(pending.takeAny()).extracting(entry -> entry.value).containsExactly("soon", "later", "late");
    }

    private static Entry<String, Void> entry(String value, long untilDue) {
        return new Entry<>(value, 1, 0, untilDue, 100);
    }
}
