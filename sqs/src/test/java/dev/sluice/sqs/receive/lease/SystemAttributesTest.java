package dev.sluice.sqs.receive.lease;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

import static org.assertj.core.api.Assertions.assertThat;

class SystemAttributesTest {

    @ParameterizedTest
    @CsvSource({"3, 3", "0, 1", "-7, 1", "often, 1", "9999999999, 2147483647", "99999999999999999999, 1"})
    void readsTheReceiveCountOrTakesTheMessageForNew(String text, int count) {
        Message message = message(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, text);

        assertThat(SystemAttributes.receiveCount(message)).isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource({"1763806530123, 1763806530123", "'', 5", "1763806530.123, 5", "99999999999999999999, 5"})
    void readsTheTimeOfTheSendOrSaysThatItIsNotKnown(String text, long time) {
        assertThat(SystemAttributes.sentAt(message(MessageSystemAttributeName.SENT_TIMESTAMP, text), 5))
                .isEqualTo(time);
    }

    @Test
    void bearsAMessageWithoutAttributes() {
        Message message = Message.builder().build();

        assertThat(SystemAttributes.receiveCount(message)).isEqualTo(1);
        assertThat(SystemAttributes.sentAt(message, 5)).isEqualTo(5);
    }

    private static Message message(MessageSystemAttributeName name, String value) {
        return Message.builder().attributes(Map.of(name, value)).build();
    }
}
