package dev.sluice.sqs;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whose fault it is that SQS does not take an entry. */
class SqsFailureTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "InvalidMessageContents",
                "InvalidParameterValue",
                "BatchRequestTooLong",
                "AWS.SimpleQueueService.UnsupportedOperation"
            })
    void blamesTheMessageForWhatAnotherMessageWouldMend(String code) {
        assertThat(SqsFailure.isAtFault(code)).isTrue();
        assertThat(SqsFailure.isRefusal(code)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KMS.AccessDeniedException",
                "KMS.DisabledException",
                "KMS.ValidationException",
                "KmsDisabled",
                "AccessDenied",
                "AccessDeniedException",
                "OverLimit",
                "AWS.SimpleQueueService.OverLimit",
                "InvalidSecurity"
            })
    void blamesTheQueueForWhatNoMessageCouldMend(String code) {
        assertThat(SqsFailure.isAtFault(code)).isFalse();
        assertThat(SqsFailure.isRefusal(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "QueueDoesNotExist",
                "AWS.SimpleQueueService.NonExistentQueue",
                "RequestThrottled",
                "InternalError",
                "ExpiredToken",
                "NobodyKnowsThisOne",
                ""
            })
    void triesAgainWhatMayPass(String code) {
        assertThat(SqsFailure.isAtFault(code)).isFalse();
        assertThat(SqsFailure.isRefusal(code)).isFalse();
    }
}
