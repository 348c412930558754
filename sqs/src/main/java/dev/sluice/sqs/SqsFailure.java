package dev.sluice.sqs;

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

    private static final Set<String> REFUSALS =
            Set.of("OverLimit", "InvalidSecurity", "AuthorizationError", "OptInRequired");

    private static final Set<String> QUEUE_MISSING = Set.of("QueueDoesNotExist", "NonExistentQueue");

    /** What SQS says when a request's credentials are out of date or not known to it. */
    private static final Set<String> CREDENTIALS_AT_FAULT = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "InvalidAccessKeyId",
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "TokenRefreshRequired");

    private static final String OLDER_CODE = "AWS.SimpleQueueService.";

    private SqsFailure() {}

    /** Whether trying the same request again cannot help. */
    public static boolean isRequestAtFault(Throwable failure) {
        return isAtFault(code(failure));
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
     * Whether the code says that a request, or an entry of a batch, was refused for what it is. The flag {@code SenderFault}
     * of an entry does not say that: it is set for throttling, missing rights and disabled keys, too, and the same entry is
     * welcome once those are mended.
     */
    public static boolean isAtFault(String code) {
        return REQUEST_AT_FAULT.contains(shortCode(code));
    }

    /**
     * Whether the code says that the queue answers but does not grant what was asked, as long as nobody changes the rights,
     * the key, or how many messages are in flight.
     */
    public static boolean isRefusal(String code) {
        String name = shortCode(code);
        return name.contains("AccessDenied")
                || name.startsWith("KMS.")
                || name.startsWith("Kms")
                || REFUSALS.contains(name);
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

    /**
     * Older answers carry codes such as {@code AWS.SimpleQueueService.NonExistentQueue}. What comes before other full stops
     * counts: a {@code KMS.ValidationException} is not about the message.
     */
    private static String shortCode(String code) {
        if (code == null) {
            return "";
        }
        return code.startsWith(OLDER_CODE) ? code.substring(OLDER_CODE.length()) : code;
    }
}
