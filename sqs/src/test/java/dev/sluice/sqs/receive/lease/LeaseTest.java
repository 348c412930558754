package dev.sluice.sqs.receive.lease;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

import static org.assertj.core.api.Assertions.assertThat;

class LeaseTest {

    private static final long START = -5;

    private final Lease lease = new Lease(Message.builder().body("").build(), START, Duration.ofSeconds(30));

    @Test
    void isDueForExtensionAtHalfTimeAndOnlyOnce() {
        assertThat(lease.beginExtension(after(Duration.ofSeconds(14)))).isFalse();
        assertThat(lease.beginExtension(after(Duration.ofSeconds(15)))).isTrue();
        assertThat(lease.beginExtension(after(Duration.ofSeconds(16)))).isFalse();

        lease.renewed(after(Duration.ofSeconds(16)), Duration.ofSeconds(30));

        assertThat(lease.hasEnded(after(Duration.ofSeconds(45)))).isFalse();
        assertThat(lease.beginExtension(after(Duration.ofSeconds(31)))).isTrue();
    }

    @Test
    void endsHereALittleBeforeItEndsAtTheQueue() {
        assertThat(lease.hasEnded(after(Duration.ofMillis(29_400)))).isFalse();
        assertThat(lease.hasEnded(after(Duration.ofMillis(29_600)))).isTrue();
    }

    @Test
    void aListenerThatFailsDoesNotKeepTheOthersFromKnowingOfTheLoss() {
        AtomicBoolean told = new AtomicBoolean();
        lease.onLost(() -> {
            throw new IllegalStateException("made up");
        });
        lease.onLost(() -> told.set(true));

        lease.lose();

        assertThat(told).isTrue();
    }

    @Test
    void isExtendedOnTheWayToTheDeadLetterQueue() {
        lease.become(Lease.State.MOVING);

        assertThat(lease.beginExtension(after(Duration.ofSeconds(20)))).isTrue();
    }

    @Test
    void isNotExtendedOnceItIsBeingSettled() {
        lease.become(Lease.State.SETTLING);

        assertThat(lease.beginExtension(after(Duration.ofSeconds(20)))).isFalse();
    }

    @Test
    void canHideItsMessageForWhatIsLeftOfTwelveHoursFromTheReceive() {
        assertThat(lease.longestVisibility(after(Duration.ofHours(1))))
                .isLessThan(Duration.ofHours(11))
                .isGreaterThan(Duration.ofHours(11).minusMinutes(1));
        assertThat(lease.longestVisibility(after(Duration.ofHours(13)))).isZero();
    }

    @Test
    void tellsEachHolderOnceThatItIsLostAndALateOneAtOnce() {
        List<String> told = new ArrayList<>();
        lease.onLost(() -> told.add("early"));

        lease.lose();
        lease.lose();
        lease.onLost(() -> told.add("late"));

        assertThat(told).containsExactly("early", "late");
    }

    @Test
    void goesOnWithTheReceiptHandleAndTheTimeOfALaterDelivery() {
        lease.redelivered(
                Message.builder().body("").receiptHandle("later").build(),
                after(Duration.ofSeconds(20)),
                Duration.ofSeconds(30));

        assertThat(lease.receiptHandle()).isEqualTo("later");
        assertThat(lease.hasEnded(after(Duration.ofSeconds(49)))).isFalse();
        assertThat(lease.beginExtension(after(Duration.ofSeconds(34)))).isFalse();
        assertThat(lease.beginExtension(after(Duration.ofSeconds(35)))).isTrue();
    }

    @Test
    void goesOnWithNoLaterDeliveryOnceItHasEndedOrIsOnItsWayBack() {
        assertThat(lease.mayGoOn(after(Duration.ofSeconds(10)))).isTrue();
        assertThat(lease.mayGoOn(after(Duration.ofSeconds(30)))).isFalse();

        lease.become(Lease.State.SETTLING);

        assertThat(lease.mayGoOn(after(Duration.ofSeconds(10)))).isFalse();
    }

    @Test
    void countsATryInPlaceLikeAReceive() {
        lease.tryAgain();

        assertThat(lease.receiveCount()).isEqualTo(2);
    }

    @Test
    void countsTheReceiveOfALaterDelivery() {
        lease.tryAgain();

        lease.redelivered(counting(2), START, Duration.ofSeconds(30));
        assertThat(lease.receiveCount()).isEqualTo(3);

        lease.redelivered(counting(1), START, Duration.ofSeconds(30));
        assertThat(lease.receiveCount()).as("the older of two is no news").isEqualTo(3);
    }

    private static Message counting(int receives) {
        return Message.builder()
                .body("")
                .receiptHandle("later")
                .attributesWithStrings(Map.of("ApproximateReceiveCount", Integer.toString(receives)))
                .build();
    }

    private static long after(Duration time) {
        return START + time.toNanos();
    }
}
