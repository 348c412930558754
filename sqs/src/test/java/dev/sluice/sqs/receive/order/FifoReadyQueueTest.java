package dev.sluice.sqs.receive.order;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

import dev.sluice.sqs.receive.lease.Lease;
import dev.sluice.sqs.receive.lease.Lease.State;

import static org.assertj.core.api.Assertions.assertThat;

class FifoReadyQueueTest {

    private final Lease a1 = lease("a");
    private final Lease a2 = lease("a");
    private final Lease a3 = lease("a");
    private final Lease b1 = lease("b");
    private final FifoReadyQueue waiting = new FifoReadyQueue();

    @Test
    void letsOneMessageOfEachGroupGoToWork() {
        add(a1, a2, b1);

        assertThat(waiting.next()).isSameAs(a1);
        assertThat(waiting.next()).isSameAs(b1);
        assertThat(waiting.hasNext()).isFalse();
    }

    @Test
    void goesOnWithTheGroupWhenItsMessageIsDeleted() {
        add(a1, a2);
        waiting.next();

        assertThat(waiting.over(ended(a1, State.DELETED))).isEmpty();

        assertThat(waiting.next()).isSameAs(a2);
    }

    @Test
    void letsAMessageThatIsPutBackGoBeforeThoseThatFollowIt() {
        add(a1, a2, b1);
        waiting.next();
        assertThat(waiting.followers(a1)).isEqualTo(1);
        assertThat(waiting.followers(a2)).as("it only waits itself").isZero();

        waiting.putBack(a1);

        assertThat(waiting.next()).isSameAs(b1);
        assertThat(waiting.followers(b1)).isZero();
        assertThat(waiting.next()).isSameAs(a1);
        assertThat(waiting.hasNext()).isFalse();
    }

    @Test
    void sendsTheGroupBackWhenAMessageIsLostThatWasPutBack() {
        add(a1, a2);
        waiting.next();
        waiting.putBack(a1);

        assertThat(waiting.over(ended(a1, State.LOST))).containsExactly(a1, a2);

        assertThat(waiting.hasNext()).isFalse();
    }

    @Test
    void sendsTheRestOfTheGroupBackWhenItsMessageIsReturned() {
        add(a1, a2, b1, a3);
        waiting.next();

        assertThat(waiting.over(ended(a1, State.RETURNED))).containsExactly(a2, a3);

        assertThat(waiting.next()).isSameAs(b1);
    }

    @Test
    void takesTheGroupAnewAndIsNotMisledByTheEndsOfThoseThatWentBack() {
        add(a1, a2);
        waiting.next();
        waiting.over(ended(a1, State.RETURNED));
        Lease again = lease("a");
        Lease after = lease("a");
        add(again, after);

        assertThat(waiting.over(ended(a2, State.RETURNED))).isEmpty();

        assertThat(waiting.next()).isSameAs(again);
        assertThat(waiting.hasNext()).isFalse();
    }

    @Test
    void goesOnWithAMessageThatComesAgainBeforeItsReturnIsConfirmed() {
        add(a1);
        waiting.next();
        a1.become(State.SETTLING);
        Lease again = new Lease(a1.message(), System.nanoTime(), Duration.ofSeconds(30));
        add(again, a2);

        assertThat(waiting.over(ended(a1, State.RETURNED))).isEmpty();

        assertThat(waiting.next()).isSameAs(again);
        assertThat(waiting.followers(again)).isEqualTo(1);
    }

    @Test
    void goesOnWithThoseAfterAMessageThatTheQueueHasMovedAwayBeforeItsReturnIsConfirmed() {
        add(a1);
        waiting.next();
        a1.become(State.SETTLING);
        add(a2, a3);

        assertThat(waiting.over(ended(a1, State.RETURNED))).isEmpty();

        assertThat(waiting.next()).isSameAs(a2);
        assertThat(waiting.over(ended(a2, State.RETURNED)))
                .as("what waits behind it now must not go before it")
                .containsExactly(a3);
    }

    @Test
    void goesOnWithThoseAfterAMessageWhoseDeleteWasDoneButNeverConfirmed() {
        add(a1);
        waiting.next();
        a1.become(State.SETTLING);
        add(a2, a3);

        assertThat(waiting.over(ended(a1, State.LOST))).isEmpty();

        assertThat(waiting.next()).isSameAs(a2);
    }

    @Test
    void sendsBackThoseThatWaitedBeforeTheirMessageWasBeingReturned() {
        add(a1, a2);
        waiting.next();
        a1.become(State.SETTLING);

        assertThat(waiting.over(ended(a1, State.RETURNED))).containsExactly(a2);

        assertThat(waiting.hasNext()).isFalse();
    }

    @Test
    void holdsBackAllOfAGroupButTheOneThatMayGoToWork() {
        add(a1, a2, a3, b1);
        assertThat(waiting.heldBack()).isEqualTo(2);

        waiting.next();

        assertThat(waiting.heldBack()).as("behind the one in work").isEqualTo(2);
        waiting.over(ended(a1, State.DELETED));
        assertThat(waiting.heldBack()).isEqualTo(1);
    }

    @Test
    void letsNothingGoBeforeAMessageThatWasLostWhileItWaited() {
        add(a1, a2, a3);
        waiting.next();

        assertThat(waiting.over(ended(a2, State.LOST))).containsExactly(a2, a3);

        assertThat(waiting.over(ended(a1, State.DELETED))).isEmpty();
        assertThat(waiting.hasNext()).isFalse();
    }

    @Test
    void forgetsAGroupWhoseOnlyMessageWasLostWhileItWaited() {
        add(a1);

        assertThat(waiting.over(ended(a1, State.LOST))).containsExactly(a1);

        assertThat(waiting.hasNext()).isFalse();
    }

    private void add(Lease... leases) {
        for (Lease lease : leases) {
            waiting.add(lease);
        }
    }

    private static Lease ended(Lease lease, State end) {
        lease.become(end);
        return lease;
    }

    private static Lease lease(String group) {
        Message message = Message.builder()
                .messageId(UUID.randomUUID().toString())
                .body("")
                .attributes(Map.of(MessageSystemAttributeName.MESSAGE_GROUP_ID, group))
                .build();
        return new Lease(message, System.nanoTime(), Duration.ofSeconds(30));
    }
}
