package dev.sluice.api.problem;

import jakarta.inject.Inject;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.sluice.sqs.MessageRefusedException;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class QueueFailuresTest {

    @Inject
    RetryConfig config;

    @Test
    void whatSqsRefusesForItsContentIsAProblemOfTheClients() {
        var answer = new QueueFailures(config)
                .refused(new MessageRefusedException("InvalidParameterValue", "DelaySeconds is invalid"));

        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(answer.getMediaType()).hasToString(ProblemDocument.MEDIA_TYPE);
        assertThat(((HttpProblem) answer.getEntity()).getDetail())
                .isEqualTo("Amazon SQS refuses the job: DelaySeconds is invalid");
    }
}
