package dev.sluice.sqs.queue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class QueueNameTest {

    private static final String LONGEST =
            "12345678901234567890123456789012345678901234567890123456789012345678901234567890";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jobs",
                "Jobs_2-high",
                "jobs.fifo",
                LONGEST,
                "https://sqs.eu-central-1.amazonaws.com/123456789012/jobs",
                "http://localhost:9324/000000000000/jobs.fifo"
            })
    void takesTheNameOrTheUrlOfAQueue(String queue) {
        assertThatCode(() -> QueueName.require(queue)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "größe",
                "jobs high",
                "jobs\n",
                "jobs.fifo.fifo",
                LONGEST + "1",
                LONGEST + ".fifo",
                "https://sqs.eu-central-1.amazonaws.com/123456789012/",
                "https://sqs.eu-central-1.amazonaws.com/123456789012/jobs?x=1"
            })
    void refusesWhatNoQueueIsCalled(String queue) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueueName.require(queue))
                .withMessageStartingWith("queue must be ");
    }
}
