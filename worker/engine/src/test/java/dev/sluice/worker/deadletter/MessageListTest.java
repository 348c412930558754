package dev.sluice.worker.deadletter;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.sluice.sqs.deadletter.DeadMessage;
import dev.sluice.sqs.deadletter.Excerpt;

import static org.assertj.core.api.Assertions.assertThat;

class MessageListTest {

    private static final String EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"order:42\",\"source\":\"/test\",\"type\":\"webhook\",\"data\":{}}";

    @Test
    void whatAWorkerHasWrittenHasFieldsOfItsOwn() {
        var entry = entry(
                Optional.empty(),
                EVENT,
                Map.of(
                        "Sluice-Reason", "no price",
                        "Sluice-Receive-Count", "3",
                        "Sluice-Job-Id", "order:42",
                        "Sluice-Job-Type", "webhook",
                        "Sluice-Stack-Trace", "Exception\n    at Handler",
                        "Sluice-Failed-At", "2026-11-30T10:00:01Z",
                        "Sluice-Sent-At", "2026-11-30T10:00:00Z",
                        "color", "red"));

        assertThat(entry.reason()).isEqualTo("no price");
        assertThat(entry.jobReceiveCount()).isEqualTo("3");
        assertThat(entry.jobId()).isEqualTo("order:42");
        assertThat(entry.jobType()).isEqualTo("webhook");
        assertThat(entry.stackTrace()).isEqualTo("Exception\n    at Handler");
        assertThat(entry.failedAt()).isEqualTo("2026-11-30T10:00:01Z");
        assertThat(entry.jobSentAt()).isEqualTo("2026-11-30T10:00:00Z");
        assertThat(entry.attributes()).containsExactly(Map.entry("color", "red"));
    }

    @Test
    void aJobThatSqsHasMovedIsNamedByItsBody() {
        var entry = entry(Optional.of("jobs-normal"), EVENT, Map.of());

        assertThat(entry.movedFrom()).isEqualTo("jobs-normal");
        assertThat(entry.jobId()).isEqualTo("order:42");
        assertThat(entry.jobType()).isEqualTo("webhook");
        assertThat(entry.reason()).isNull();
    }

    @Test
    void whatSqsHasMovedAndIsNoJobHasNoName() {
        var entry = entry(Optional.of("jobs-normal"), "no job", Map.of());

        assertThat(entry.jobId()).isNull();
        assertThat(entry.jobType()).isNull();
    }

    private static MessageList.Entry entry(Optional<String> movedFrom, String body, Map<String, String> attributes) {
        Map<String, Excerpt> excerpts = attributes.entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, each -> whole(each.getValue())));
        return MessageList.Entry.of(new DeadMessage("1", Instant.EPOCH, 1, movedFrom, excerpts, whole(body)));
    }

    private static Excerpt whole(String text) {
        return new Excerpt(text, text.length());
    }
}
