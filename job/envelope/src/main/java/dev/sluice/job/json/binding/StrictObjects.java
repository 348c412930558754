package dev.sluice.job.json.binding;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;

/**
 * Takes nothing but a JSON object for a record or a sealed interface of records. Left to itself, Jackson also calls a
 * {@code valueOf(String)} that a record happens to have, and takes {@code ["kind", {...}]} for an object with its kind.
 */
final class StrictObjects extends CheckedReader {

    private static final long serialVersionUID = 1L;

    private StrictObjects(JsonDeserializer<?> reader) {
        super(reader, StrictObjects::new);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return isObject(parser)
                ? super.deserialize(parser, context)
                : context.reportInputMismatch(handledType(), "not an object");
    }

    @Override
    public Object deserializeWithType(JsonParser parser, DeserializationContext context, TypeDeserializer types)
            throws IOException {
        return isObject(parser)
                ? super.deserializeWithType(parser, context, types)
                : context.reportInputMismatch(handledType(), "not an object");
    }

    /** At its start, or behind the kind that was read already. */
    private static boolean isObject(JsonParser parser) {
        return parser.hasToken(JsonToken.START_OBJECT)
                || parser.hasToken(JsonToken.FIELD_NAME)
                || parser.hasToken(JsonToken.END_OBJECT);
    }

    static JsonDeserializer<?> check(Class<?> type, JsonDeserializer<?> reader) {
        return type.isRecord() || type.isSealed() ? new StrictObjects(reader) : reader;
    }
}
