package dev.sluice.sqs.receive.poll;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

import static org.assertj.core.api.Assertions.assertThat;

class BacklogAgeTest {

    private final AtomicLong clock = new AtomicLong(100_000);
    private final BacklogAge age = new BacklogAge(clock::get);

    @Test
    void isTheAgeOfTheOldestMessageThatCame() {
        age.seen(sentAt(99_000, 70_000, 98_000), true);

        assertThat(age.seconds()).isEqualTo(30);
    }

    @Test
    void growsByTheClockWhileNobodyAsks() {
        age.seen(sentAt(99_000), true);
        clock.addAndGet(60_000);

        assertThat(age.seconds()).isEqualTo(61);
    }

    @Test
    void isZeroWhenTheQueueHadNothingLeft() {
        age.seen(sentAt(70_000), true);
        age.seen(sentAt(70_000), false);

        assertThat(age.seconds()).isZero();
    }

    @Test
    void isNeverNegativeWhenClocksDisagree() {
        age.seen(sentAt(100_500), true);

        assertThat(age.seconds()).isZero();
    }

    @Test
    void leavesOutMessagesWhoseTimeCannotBeRead() {
        age.seen(sentAt("99000", "", "yesterday", "99999999999999999999"), true);

        assertThat(age.seconds()).isEqualTo(1);
    }

    private static List<Message> sentAt(Object... times) {
        return Stream.of(times)
                .map(time -> Message.builder()
                        .attributes(Map.of(MessageSystemAttributeName.SENT_TIMESTAMP, time.toString()))
                        .build())
                .toList();
    }
}
