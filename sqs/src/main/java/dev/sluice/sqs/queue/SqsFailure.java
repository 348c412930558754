package dev.sluice.sqs.queue;

import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** Reads what a failed request means for the next one. */
public final class SqsFailure {

    /**
     * Errors in a request's own content, by the codes of the SQS API reference: the same request cannot succeed later.
     * All else (network, throttling, server errors, credentials, a missing queue) can be cured from outside.
     */
    private static final Set<String> REQUEST_AT_FAULT = Set.of(
            "InvalidMessageContents",
            "InvalidParameterValue",
            "InvalidParameterCombination",
            "InvalidAttributeName",
            "InvalidAttributeValue",
            "MissingParameter",
            "UnsupportedOperation",
            "BatchRequestTooLong",
            "TooManyEntriesInBatchRequest",
            "InvalidBatchEntryId",
            "BatchEntryIdsNotDistinct",
            "EmptyBatchRequest",
            "ReceiptHandleIsInvalid",
            "MessageNotInflight",
            "SerializationException",
            "ValidationException");

    private static final Set<String> QUEUE_MISSING = Set.of("QueueDoesNotExist", "NonExistentQueue");

    /** What SQS says when a request's credentials are out of date or not known to it. */
    private static final Set<String> CREDENTIALS_AT_FAULT = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "InvalidAccessKeyId",
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "TokenRefreshRequired");

    private SqsFailure() {}

    /** Whether trying the same request again cannot help. */
    public static boolean isRequestAtFault(Throwable failure) {
        return REQUEST_AT_FAULT.contains(code(failure));
    }

    /** Whether the queue's address no longer leads to a queue, so that it must be looked up again. */
    public static boolean isQueueMissing(Throwable failure) {
        return QUEUE_MISSING.contains(code(failure));
    }

    /** Whether SQS no longer takes the credentials, so that others may help. */
    public static boolean areCredentialsAtFault(Throwable failure) {
        return CREDENTIALS_AT_FAULT.contains(code(failure));
    }

    /**
     * Whether an entry of a batch was refused for what it is. Throttling comes under the sender's faults too, although
     * the same entry is welcome a moment later.
     */
    public static boolean isEntryAtFault(String code, boolean senderFault) {
        return senderFault && !code.contains("Throttl");
    }

    /** SQS's error code in its short form, empty when the failure did not come from SQS. */
    public static String code(Throwable failure) {
        return unwrap(failure) instanceof AwsServiceException service && service.awsErrorDetails() != null
                ? shortCode(service.awsErrorDetails().errorCode())
                : "";
    }

    /** One line for a person. */
    public static String describe(Throwable failure) {
        Throwable cause = unwrap(failure);
        if (cause instanceof AwsServiceException service && service.awsErrorDetails() != null) {
            return "%s (%s, status %d)"
                    .formatted(
                            service.awsErrorDetails().errorMessage(),
                            service.awsErrorDetails().errorCode(),
                            service.statusCode());
        }
        if (cause instanceof SdkServiceException service) {
            return "status " + service.statusCode();
        }
        Throwable root = cause;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? cause.getMessage() : root.getMessage();
        return root.getClass().getSimpleName() + (message == null ? "" : ": " + firstSentence(message));
    }

    /** The SDK's messages go on with advice and diagnostics at length. */
    private static String firstSentence(String message) {
        int end = message.indexOf(". ");
        return end < 0 ? message : message.substring(0, end);
    }

    public static Throwable unwrap(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Older answers carry codes such as {@code AWS.SimpleQueueService.NonExistentQueue}. */
    private static String shortCode(String code) {
        return code == null ? "" : code.substring(code.lastIndexOf('.') + 1);
    }
}
