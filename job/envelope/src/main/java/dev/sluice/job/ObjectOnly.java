package dev.sluice.job;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;

/**
 * Takes nothing but a JSON object for a record or a sealed interface of records. Left to itself, Jackson also calls a
 * {@code valueOf(String)} that a record happens to have, and takes {@code ["kind", {...}]} for an object with its kind.
 */
final class ObjectOnly extends DelegatingDeserializer {

    private static final long serialVersionUID = 1L;

    private ObjectOnly(JsonDeserializer<?> reader) {
        super(reader);
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> reader) {
        return new ObjectOnly(reader);
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

    /** Puts the check before each reader of such a type. */
    static final class Modifier extends BeanDeserializerModifier {

        private static final long serialVersionUID = 1L;

        @Override
        public JsonDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription type, JsonDeserializer<?> reader) {
            Class<?> raw = type.getBeanClass();
            return raw.isRecord() || raw.isSealed() ? new ObjectOnly(reader) : reader;
        }
    }
}
