package dev.sluice.worker.admission;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.sluice.worker.job.JobRules;
import dev.sluice.worker.job.Rate;

import static org.assertj.core.api.Assertions.assertThat;

class SlotsTest {

    private static final int SLOTS = 5;

    private final AtomicLong clock = new AtomicLong(1);
    private final AtomicLong asked = new AtomicLong();
    private final Set<String> wornOut = new HashSet<>();
    private final Slots<String> slots = new Slots<>(
            SLOTS,
            Map.of("slow", rules(4), "fast", rules(4), "rated", rules(4, new Rate(2, seconds(1)))),
            job -> !wornOut.contains(job),
            clock::get);

    @Test
    void asksForAsManyJobsAsThereAreSlotsAndForOneMoreAsEachEnds() {
        assertThat(newlyAsked()).isEqualTo(SLOTS);
        enter("slow", "a");
        enter("fast", "b");
        assertThat(newlyAsked()).isZero();

        slots.leave("slow");

        assertThat(newlyAsked()).isEqualTo(1);
    }

    @Test
    void asksAgainInPlaceOfAMessageThatNeedsNoSlot() {
        newlyAsked();

        slots.passed();

        assertThat(newlyAsked()).isEqualTo(1);
    }

    @Test
    void oneTypeTakesNoMoreThanItsShare() {
        assertThat(enter("slow", 6)).containsExactly(starts(4), waits(2));
    }

    @Test
    void aFloodOfASlowTypeDoesNotKeepAnotherTypeFromFinishing() {
        List<Decision> flood = new ArrayList<>();
        int done = 0;
        newlyAsked();
        for (int i = 0; i < 200; i++) {
            flood.add(enter("slow", "slow" + i));
            if (i % 10 == 9) {
                assertThat(enter("fast", "fast" + i)).isEqualTo(Decision.STARTS);
                slots.leave("fast");
                done++;
            }
            assertThat(slots.startWaiting()).isEmpty();
            newlyAsked();
        }

        assertThat(done).isEqualTo(20);
        assertThat(flood.stream().filter(Decision.STARTS::equals)).hasSize(4);
        assertThat(flood.stream().filter(Decision.WAITS::equals)).hasSize(SLOTS);
        assertThat(flood.stream().filter(Decision.NO_ROOM::equals)).hasSize(200 - 4 - SLOTS);
    }

    @Test
    void aJobThatCannotBearToGoBackWaitsAndHoldsUpTheStream() {
        newlyAsked();
        IntStream.range(0, 4 + SLOTS).forEach(i -> enter("slow", "s" + i));
        newlyAsked();
        assertThat(asked.get()).isEqualTo(4 + SLOTS + 1);

        wornOut.add("worn out");
        assertThat(enter("slow", "worn out")).isEqualTo(Decision.WAITS);
        assertThat(newlyAsked()).as("the one free slot is held up").isZero();

        slots.leave("slow");
        assertThat(slots.startWaiting()).containsExactly("s4");
        assertThat(newlyAsked()).isEqualTo(1);
    }

    @Test
    void noMoreJobsGoBackThanIsWorthTheirPrice() {
        newlyAsked();
        List<Decision> flood =
                IntStream.range(0, 300).mapToObj(i -> enter("slow", "slow" + i)).toList();
        assertThat(flood.stream().filter(Decision.NO_ROOM::equals)).hasSize(200);

        clock.addAndGet(seconds(10).toNanos());

        assertThat(enter("slow", "later")).isEqualTo(Decision.NO_ROOM);
    }

    @Test
    void noJobGoesBackWhenNoSlotIsKeptForOthers() {
        enter("fast", "f");
        enter("slow", 4);

        assertThat(enter("slow", 20)).containsExactly(starts(0), waits(20));
    }

    @Test
    void aJobThatHoldsUpTheStreamGoesBackOnceOneCan() {
        List<String> jobs =
                IntStream.range(0, 4 + SLOTS + 2).mapToObj(i -> "s" + i).toList();
        wornOut.addAll(jobs);
        newlyAsked();
        jobs.forEach(job -> enter("slow", job));
        assertThat(slots.takeSurplus()).isEmpty();

        wornOut.removeAll(List.of("s5", "s6", "s7"));

        assertThat(slots.takeSurplus()).as("the last two of those that can").containsExactly("s7", "s6");
        assertThat(slots.takeSurplus()).isEmpty();
    }

    @Test
    void aJobWhoseTypeHasRoomNeverGoesBackButWaitsForTheNextSlot() {
        enter("slow", 4 + SLOTS);
        assertThat(enter("fast", "f0")).isEqualTo(Decision.STARTS);

        assertThat(enter("fast", "f1")).isEqualTo(Decision.WAITS);
        slots.leave("fast");

        assertThat(slots.startWaiting()).containsExactly("f1");
    }

    @Test
    void freeSlotsGoToTheTypesInTurnsAndToTheOldestJobOfEach() {
        Slots<String> two = new Slots<>(2, Map.of("slow", rules(2), "fast", rules(2)), job -> false, clock::get);
        two.enter("slow", "running");
        two.enter("slow", "running too");
        for (String job : List.of("1", "2")) {
            two.enter("slow", "slow " + job);
        }
        for (String job : List.of("1", "2")) {
            two.enter("fast", "fast " + job);
        }

        two.leave("slow");
        two.leave("slow");

        assertThat(two.startWaiting()).containsExactlyInAnyOrder("slow 1", "fast 1");
    }

    @Test
    void startsNoMoreJobsOfATypeInAnyPeriodThanItsRateAllows() {
        List<Long> starts = new ArrayList<>();
        IntStream.range(0, 2).forEach(i -> start("rated", starts));
        IntStream.range(0, 5).forEach(i -> assertThat(enter("rated", "r" + i)).isEqualTo(Decision.WAITS));

        while (starts.size() < 7) {
            assertThat(slots.startWaiting()).isEmpty();
            clock.addAndGet(slots.untilRate());
            slots.startWaiting().forEach(job -> {
                starts.add(clock.get());
                slots.leave("rated");
            });
        }

        for (int i = 2; i < starts.size(); i++) {
            assertThat(starts.get(i) - starts.get(i - 2))
                    .isGreaterThanOrEqualTo(seconds(1).toNanos());
        }
        assertThat(starts.getLast() - starts.getFirst()).isEqualTo(seconds(3).toNanos());
    }

    @Test
    void tellsOfNoTimeToWaitForWhenARateIsNotWhatHoldsAJobUp() {
        assertThat(slots.untilRate()).isZero();
        enter("slow", 6);
        assertThat(slots.untilRate()).isZero();

        enter("rated", "r");
        enter("fast", "takes the last slot");
        assertThat(slots.untilRate()).isZero();
    }

    @Test
    void forgetsAJobThatWaits() {
        String gone = "its lease is lost";
        enter("slow", 4);
        enter("slow", gone);

        slots.forget("slow", gone);
        slots.forget("slow", "never seen");
        slots.leave("slow");

        assertThat(slots.startWaiting()).isEmpty();
    }

    @Test
    void startsNothingAfterTheOrderToStop() {
        newlyAsked();
        enter("slow", 6);

        assertThat(slots.close()).containsExactly("slow4", "slow5");

        slots.leave("slow");
        assertThat(slots.startWaiting()).isEmpty();
        assertThat(enter("fast", "late")).isEqualTo(Decision.CLOSED);
        assertThat(newlyAsked()).isZero();
        assertThat(slots.isClosed()).isTrue();
    }

    private Decision enter(String type, String job) {
        return slots.enter(type, job);
    }

    /** How many of so many jobs start and wait. */
    private List<String> enter(String type, int jobs) {
        List<Decision> entries =
                IntStream.range(0, jobs).mapToObj(i -> enter(type, type + i)).toList();
        return List.of(
                starts(entries.stream().filter(Decision.STARTS::equals).count()),
                waits(entries.stream().filter(Decision.WAITS::equals).count()));
    }

    private void start(String type, List<Long> starts) {
        assertThat(enter(type, "at once")).isEqualTo(Decision.STARTS);
        starts.add(clock.get());
        slots.leave(type);
    }

    private long newlyAsked() {
        long before = asked.get();
        slots.ask(asked::addAndGet);
        return asked.get() - before;
    }

    private static String starts(long count) {
        return count + " start";
    }

    private static String waits(long count) {
        return count + " wait";
    }

    private static JobRules rules(int concurrency) {
        return new JobRules(concurrency, Optional.empty(), seconds(60), seconds(2), seconds(900));
    }

    private static JobRules rules(int concurrency, Rate rate) {
        return new JobRules(concurrency, Optional.of(rate), seconds(60), seconds(2), seconds(900));
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
