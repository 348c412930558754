package dev.sluice.sqs.wire;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import com.fasterxml.jackson.core.JsonParser;

import dev.sluice.sqs.batch.Answer;

/**
 * The answer to a batch request, whose two lists are sorted back into the order of the request. An entry that it does not
 * mention counts as failed, and is tried again.
 *
 * @param <R> what an entry that succeeded gets
 */
final class BatchJson<R> {

    private final Answer<R>[] answers;
    /** Made of SQS's id of the message, which only answers to SendMessageBatch have. */
    private final Function<String, R> result;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private BatchJson(int count, Function<String, R> result) {
        this.answers = new Answer[count];
        this.result = result;
        Arrays.fill(answers, new Answer.Failed<R>("Unanswered", "The response does not mention the entry", false));
    }

    /** Reads what became of so many entries, whose ids are their positions. */
    static List<Answer<Void>> readAnswers(JsonParser json, int count) throws IOException {
        return new BatchJson<Void>(count, none -> null).read(json);
    }

    /** Reads what became of so many messages, whose ids in the request are their positions: SQS's own ids for them. */
    static List<Answer<String>> readMessageIds(JsonParser json, int count) throws IOException {
        return new BatchJson<>(count, id -> id).read(json);
    }

    private List<Answer<R>> read(JsonParser json) throws IOException {
        JsonFields.ofObject(json, (answer, name) -> {
            switch (name) {
                case "Successful" -> JsonFields.ofArray(answer, this::readDone);
                case "Failed" -> JsonFields.ofArray(answer, this::readFailed);
                default -> answer.skipChildren();
            }
        });
        return List.of(answers);
    }

    private void readDone(JsonParser json) throws IOException {
        var entry = new Object() {
            int position = -1;
            String messageId;
        };
        JsonFields.ofObject(json, (field, name) -> {
            switch (name) {
                case "Id" -> entry.position = position(field);
                case "MessageId" -> entry.messageId = field.getText();
                default -> field.skipChildren();
            }
        });
        put(entry.position, new Answer.Done<>(result.apply(entry.messageId)));
    }

    private void readFailed(JsonParser json) throws IOException {
        var entry = new Object() {
            int position = -1;
            String code = "";
            String message = "";
            boolean senderFault;
        };
        JsonFields.ofObject(json, (field, name) -> {
            switch (name) {
                case "Id" -> entry.position = position(field);
                case "Code" -> entry.code = field.getText();
                case "Message" -> entry.message = field.getText();
                case "SenderFault" -> entry.senderFault = field.getValueAsBoolean();
                default -> field.skipChildren();
            }
        });
        put(entry.position, new Answer.Failed<>(entry.code, entry.message, entry.senderFault));
    }

    private void put(int position, Answer<R> answer) throws IOException {
        if (position < 0 || position >= answers.length) {
            throw new IOException("The answer is about an entry that the request does not have");
        }
        answers[position] = answer;
    }

    private static int position(JsonParser id) throws IOException {
        return id.getValueAsInt(-1);
    }
}
