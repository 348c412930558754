package dev.sluice.job.json.binding;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.type.LogicalType;

/**
 * Takes nothing but a JSON string, without blanks or control characters around it, for what is written as one: URIs, timestamps, UUIDs. Left
 * to itself, Jackson also takes numbers and arrays there and cuts the blanks off, which no schema says.
 */
final class StrictStrings extends CheckedReader {

    private static final long serialVersionUID = 1L;

    private StrictStrings(JsonDeserializer<?> reader) {
        super(reader, StrictStrings::new);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            return context.reportInputMismatch(handledType(), "not a string");
        }
        String text = parser.getText();
        // What Jackson would cut off is more than blanks: trim() takes all control characters of ASCII for one.
        if (!text.equals(text.strip()) || !text.equals(text.trim())) {
            return context.reportInputMismatch(handledType(), "blanks around it");
        }
        return super.deserialize(parser, context);
    }

    static JsonDeserializer<?> check(Class<?> type, JsonDeserializer<?> reader) {
        LogicalType kind = reader.logicalType();
        return kind == LogicalType.DateTime || kind == LogicalType.OtherScalar ? new StrictStrings(reader) : reader;
    }
}
