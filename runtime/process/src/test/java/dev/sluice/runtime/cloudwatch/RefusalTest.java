package dev.sluice.runtime.cloudwatch;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;

import static org.assertj.core.api.Assertions.assertThat;

class RefusalTest {

    @ParameterizedTest
    @CsvSource({
        "400, InvalidParameterValue",
        "400, InvalidParameterValueException",
        "400, InvalidParameterCombination",
        "400, MissingParameter",
        "400, ValidationError",
        "400, SerializationException",
        "400, SomethingThatNobodyHasHeardOf",
        "413, RequestEntityTooLargeException"
    })
    void isForTheDataWhenSendingThemAgainCannotHelp(int status, String code) {
        assertThat(Refusal.isForTheData(new ExecutionException(new CompletionException(answer(status, code)))))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "400, Throttling",
        "400, ThrottlingException",
        "400, RequestExpired",
        "400, RequestTimeTooSkewed",
        "400, ExpiredToken",
        "400, ExpiredTokenException",
        "400, UnrecognizedClientException",
        "400, AccessDeniedException",
        "400, InvalidSignatureException",
        "400, IncompleteSignature",
        "403, AccessDenied",
        "403, InvalidClientTokenId",
        "403, OptInRequired",
        "404, UnknownOperationException",
        "408, RequestTimeoutException",
        "429, TooManyRequestsException",
        "500, InternalServiceFault",
        "503, ServiceUnavailable"
    })
    void isNotForTheDataWhenSomethingElseHasToPass(int status, String code) {
        assertThat(Refusal.isForTheData(new ExecutionException(answer(status, code))))
                .isFalse();
    }

    @Test
    void aNetworkThatFailsIsNoRefusal() {
        assertThat(Refusal.isForTheData(new ExecutionException(SdkClientException.create("no route"))))
                .isFalse();
        assertThat(Refusal.isForTheData(new TimeoutException())).isFalse();
    }

    private static Throwable answer(int status, String code) {
        return CloudWatchException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("made up")
                        .build())
                .build();
    }
}
