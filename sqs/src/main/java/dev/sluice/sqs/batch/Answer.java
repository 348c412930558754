package dev.sluice.sqs.batch;

import dev.sluice.sqs.SqsFailure;

/** What a batch request said of one of its entries. A request can succeed while entries of it fail. */
public sealed interface Answer<R> {

    record Done<R>(R result) implements Answer<R> {}

    /**
     * @param code SQS's error code
     * @param message SQS's explanation
     * @param senderFault whether SQS blames the request, which it does for a missing right too: nothing depends on it
     */
    record Failed<R>(String code, String message, boolean senderFault) implements Answer<R> {

        /** Whether the entry itself is at fault, so that trying it again cannot help. */
        boolean isFinal() {
            return SqsFailure.isAtFault(code);
        }

        /** Whether the queue does not grant what was asked, whatever the entry is. */
        boolean isRefusal() {
            return SqsFailure.isRefusal(code);
        }
    }
}
