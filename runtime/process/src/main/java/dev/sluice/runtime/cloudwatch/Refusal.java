package dev.sluice.runtime.cloudwatch;

import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Tells what is wrong with a request that CloudWatch has not taken: the data in it, or anything else. */
final class Refusal {

    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;

    /**
     * What has the status 400 and will pass, or is for somebody to put right: credentials, rights and clocks (Amazon
     * CloudWatch API Reference, Common Errors, with the older names of the same).
     */
    private static final Set<String> NOT_THE_DATA = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "ExpiredToken",
            "ExpiredTokenException",
            "IncompleteSignature",
            "InvalidAction",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "LimitExceeded",
            "LimitExceededFault",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "NotAuthorized",
            "OptInRequired",
            "RequestAbortedException",
            "RequestExpired",
            "RequestTimeout",
            "RequestTimeoutException",
            "SignatureDoesNotMatch",
            "UnrecognizedClientException");

    private Refusal() {}

    /** Whether the data are at fault: sent again, they would be refused again. */
    static boolean isForTheData(Throwable failure) {
        return cause(failure) instanceof AwsServiceException refused
                && (refused.statusCode() == BAD_REQUEST || refused.statusCode() == TOO_LARGE)
                && !refused.isThrottlingException()
                && !refused.isClockSkewException()
                && !NOT_THE_DATA.contains(code(refused));
    }

    /** One line for a person. */
    static String describe(Throwable failure) {
        Throwable cause = cause(failure);
        return cause instanceof AwsServiceException refused && refused.awsErrorDetails() != null
                ? "%s (%s)".formatted(refused.awsErrorDetails().errorMessage(), code(refused))
                : cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String code(AwsServiceException refused) {
        return refused.awsErrorDetails() == null
                ? ""
                : String.valueOf(refused.awsErrorDetails().errorCode());
    }
}
