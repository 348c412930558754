package dev.sluice.sqs.queue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.model.SqsException;

import static org.assertj.core.api.Assertions.assertThat;

class QueueHealthTest {

    private final AtomicLong now = new AtomicLong();
    private final QueueHealth health = QueueHealth.at("jobs", now::get);
    private final OperationHealth receives = health.about(SqsOperation.RECEIVE);
    private final OperationHealth deletes = health.about(SqsOperation.DELETE);

    @Test
    void isNotReadyBeforeTheFirstAnswer() {
        assertThat(health.trouble()).isEqualTo("not reached yet");

        receives.ok();

        assertThat(health.isOk()).isTrue();
    }

    @Test
    void isBackInServiceWithAnyAnswerAfterItWasOutOfReach() {
        receives.failed(SdkClientException.create("Connection refused"));
        assertThat(health.trouble()).contains("Connection refused");
        assertThat(deletes.isOk()).isFalse();

        deletes.ok();

        assertThat(health.isOk()).isTrue();
    }

    @Test
    void tellsThatOneOperationIsRefusedWhileOthersSucceed() {
        deletes.failed(answer("AccessDenied"));
        receives.ok();

        assertThat(health.trouble()).contains("DeleteMessageBatch").contains("AccessDenied");
        assertThat(receives.isOk()).as("polls go on as ever").isTrue();
        deletes.ok();
        assertThat(health.isOk()).isTrue();
    }

    @Test
    void letsARefusalBeForgottenWhenNobodyHasMetItForHalfAMinute() {
        deletes.failed(answer("KMS.DisabledException"));
        assertThat(health.isOk()).isFalse();

        now.addAndGet(Duration.ofSeconds(31).toNanos());

        assertThat(health.isOk()).isTrue();
    }

    @Test
    void endsNoPollForARefusalSinceThatCameOverALivingConnection() {
        var ended = new AtomicInteger();
        receives.ok();
        health.onTrouble(ended::incrementAndGet);

        deletes.failed(answer("OverLimit"));
        assertThat(ended).hasValue(0);
        deletes.failed(answer("InternalFailure"));
        assertThat(ended).hasValue(1);
    }

    private static Throwable answer(String code) {
        return SqsException.builder()
                .statusCode(403)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("Made up by a test")
                        .build())
                .build();
    }
}
