package dev.sluice.sqs.batch;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;

import dev.sluice.sqs.queue.SqsFailure;

/** What a batch request said of one of its entries. A request can succeed while entries of it fail. */
public sealed interface Answer<R> {

    record Done<R>(R result) implements Answer<R> {}

    /**
     * @param code SQS's error code
     * @param message SQS's explanation
     * @param senderFault whether SQS blames the request
     */
    record Failed<R>(String code, String message, boolean senderFault) implements Answer<R> {

        /** Whether the entry itself is at fault, so that trying it again cannot help. */
        boolean isFinal() {
            return SqsFailure.isEntryAtFault(code, senderFault);
        }
    }

    /**
     * Sorts the two lists of a batch response back into the order of its request. An entry that the response does not
     * mention counts as failed, and is tried again.
     *
     * @param count entries in the request
     * @param id reads the id, which is the position in the request, of an entry that succeeded
     */
    static <S, R> List<Answer<R>> inOrder(
            int count,
            List<S> successful,
            Function<S, String> id,
            Function<S, R> result,
            List<BatchResultErrorEntry> failed) {
        @SuppressWarnings({"unchecked", "rawtypes"})
        Answer<R>[] answers = new Answer[count];
        Arrays.fill(answers, new Failed<R>("Unanswered", "The response does not mention the entry", false));
        for (S entry : successful) {
            answers[Integer.parseInt(id.apply(entry))] = new Done<>(result.apply(entry));
        }
        for (BatchResultErrorEntry entry : failed) {
            answers[Integer.parseInt(entry.id())] = new Failed<>(entry.code(), entry.message(), entry.senderFault());
        }
        return List.of(answers);
    }
}
