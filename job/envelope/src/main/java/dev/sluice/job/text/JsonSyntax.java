package dev.sluice.job.text;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;

/** The JSON that is read at all: its bounds, and the check of a text against them. */
public final class JsonSyntax {

    /** Far more than people write by hand, far less than what would end a thread's stack. */
    public static final int MAX_DEPTH = 200;

    /**
     * Four times what an SQS message can hold (1 MiB): a client may write a job with spaces and escapes that the message
     * then does not have. What the message itself comes to is for the queue's side to judge.
     */
    static final int MAX_DOCUMENT_LENGTH = 4 * 1_048_576;

    /** Two values for one key: nobody knows which one the sender meant. */
    private static final JsonFactory STRICT =
            bounded().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private JsonSyntax() {}

    /** What makes parsers that keep the bounds. */
    public static JsonFactory factory() {
        return bounded().build();
    }

    /**
     * The one JSON value that the text consists of, without blanks around it.
     *
     * @throws MalformedJsonException if it is not one JSON value, or has a key twice in one object
     */
    public static String value(String json) throws MalformedJsonException {
        try (TextParser parser = new TextParser(STRICT.createParser(json), json)) {
            if (parser.nextToken() == null) {
                throw new MalformedJsonException("the body is empty");
            }
            String value = parser.valueText();
            if (parser.nextToken() != null) {
                throw new MalformedJsonException("the body goes on after the end of the JSON value");
            }
            return value;
        } catch (IOException e) {
            throw MalformedJsonException.of(e);
        }
    }

    private static JsonFactoryBuilder bounded() {
        return new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxDocumentLength(MAX_DOCUMENT_LENGTH)
                        .maxStringLength(MAX_DOCUMENT_LENGTH)
                        .maxNestingDepth(MAX_DEPTH)
                        .build())
                // Keys are the clients' choice: interning them is slow, and their collisions must not become errors.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW);
    }
}
