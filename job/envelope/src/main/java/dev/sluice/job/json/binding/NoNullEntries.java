package dev.sluice.job.json.binding;

import java.io.IOException;

import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.sluice.job.JsonText;

/**
 * Refuses {@code null} in a list, set or map, where no handler expects it and no schema allows it. What may be any JSON may be
 * {@code null}, too.
 */
final class NoNullEntries extends CheckedReader {

    private static final long serialVersionUID = 1L;

    private final Nulls nulls;

    private NoNullEntries(JsonDeserializer<?> reader, Nulls nulls) {
        super(reader, inner -> new NoNullEntries(inner, nulls));
        this.nulls = nulls;
    }

    /** A reader of entries asks its property what to do with null; each level of a list of lists has an answer of its own. */
    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty property)
            throws JsonMappingException {
        BeanProperty told = property == null
                ? null
                : new BeanProperty.Std(
                        property.getFullName(),
                        property.getType(),
                        property.getWrapperName(),
                        property.getMember(),
                        property.getMetadata().withNulls(property.getMetadata().getValueNulls(), nulls));
        return context.handleSecondaryContextualization(getDelegatee(), told, context.getContextualType());
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        throw new IllegalStateException("read without its property");
    }

    static JsonDeserializer<?> check(JavaType type, JsonDeserializer<?> reader) {
        if (type.isArrayType()) {
            return reader;
        }
        Class<?> entry = type.getContentType().getRawClass();
        boolean any = entry == Object.class || entry == JsonNode.class || entry == JsonText.class;
        return new NoNullEntries(reader, any ? Nulls.DEFAULT : Nulls.FAIL);
    }
}
