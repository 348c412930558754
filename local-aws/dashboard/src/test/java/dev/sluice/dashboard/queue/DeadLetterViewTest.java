package dev.sluice.dashboard.queue;

import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

import static org.assertj.core.api.Assertions.assertThat;

class DeadLetterViewTest {

    @Test
    void showsNumbersAsTheyWereSent() {
        DeadLetterView letter = DeadLetterView.of(
                message(
                        "{\"id\":\"1\",\"type\":\"t\",\"data\":{\"amount\":1.10,\"x\":0.12345678901234567890}}",
                        Map.of()),
                DeadLetterView.EXCERPT);

        assertThat(letter.payload()).contains("1.10", "0.12345678901234567890");
    }

    @Test
    void takesTheTimeOfSqsForOneThatNoBrowserCanShow() {
        DeadLetterView letter = DeadLetterView.of(
                message("{}", Map.of("Sluice-Failed-At", "+1000000000-12-31T23:59:59Z")), DeadLetterView.EXCERPT);

        assertThat(letter.failedAt()).isEqualTo(1_700_000_000);
    }

    @Test
    void showsTheBeginningOfALongAttribute() {
        DeadLetterView letter =
                DeadLetterView.of(message("{}", Map.of("foreign", "x".repeat(100_000))), DeadLetterView.EXCERPT);

        assertThat(letter.attributes().get("foreign")).hasSize(DeadLetterView.EXCERPT);
        assertThat(letter.cut()).isTrue();
    }

    private static Message message(String body, Map<String, String> attributes) {
        return Message.builder()
                .messageId("m")
                .body(body)
                .attributes(Map.of(MessageSystemAttributeName.SENT_TIMESTAMP, "1700000000000"))
                .messageAttributes(attributes.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue(entry.getValue())
                                .build())))
                .build();
    }
}
