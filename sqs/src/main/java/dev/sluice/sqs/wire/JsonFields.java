package dev.sluice.sqs.wire;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/** Walks over JSON whose shape is known but for what may be added to it one day. */
final class JsonFields {

    private JsonFields() {}

    /** Reads an element of an array, to its end. */
    @FunctionalInterface
    interface ElementReader {
        void read(JsonParser json) throws IOException;
    }

    /** Reads the value of a field, or skips it with {@link JsonParser#skipChildren} where it is not known. */
    @FunctionalInterface
    interface FieldReader {
        void read(JsonParser json, String name) throws IOException;
    }

    /** Reads the object at the parser's token; fields that are null are as good as absent. */
    static void ofObject(JsonParser json, FieldReader reader) throws IOException {
        expect(json, JsonToken.START_OBJECT);
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            if (json.nextToken() != JsonToken.VALUE_NULL) {
                reader.read(json, name);
            }
        }
    }

    /** Reads the array at the parser's token. */
    static void ofArray(JsonParser json, ElementReader reader) throws IOException {
        expect(json, JsonToken.START_ARRAY);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            reader.read(json);
        }
    }

    private static void expect(JsonParser json, JsonToken token) throws IOException {
        if (json.currentToken() != token) {
            throw new IOException("The answer is not what SQS answers: %s instead of %s at %s"
                    .formatted(
                            json.currentToken(), token, json.currentLocation().offsetDescription()));
        }
    }
}
