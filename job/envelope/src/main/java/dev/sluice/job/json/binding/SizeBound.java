package dev.sluice.job.json.binding;

import java.io.IOException;

import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;

import dev.sluice.job.text.TextParser;

/**
 * Holds a {@link Size} of a map, collection or array against it while it is bound. Validation comes too late for that: it
 * would look at each entry of a million before it says that there are too many.
 */
final class SizeBound extends CheckedReader {

    private static final long serialVersionUID = 1L;

    private final int max;

    private SizeBound(JsonDeserializer<?> reader, int max) {
        super(reader, inner -> new SizeBound(inner, max));
        this.max = max;
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty property)
            throws JsonMappingException {
        JsonDeserializer<?> reader = context.handleSecondaryContextualization(
                getDelegatee(), property, context.constructType(handledType()));
        Size size = size(context, property);
        return size == null || size.max() == Integer.MAX_VALUE ? reader : new SizeBound(reader, size.max());
    }

    /** The property's constraint; not for the lists in a list, which are read on behalf of the same property. */
    private static Size size(DeserializationContext context, BeanProperty property) {
        return property != null && property.getType().equals(context.getContextualType())
                ? property.getAnnotation(Size.class)
                : null;
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return parser instanceof TextParser source && parser.currentToken().isStructStart()
                ? source.bounded(max, () -> super.deserialize(parser, context))
                : super.deserialize(parser, context);
    }

    /** Those that need no bound drop it when they learn their property. */
    static JsonDeserializer<?> check(JavaType type, JsonDeserializer<?> reader) {
        return new SizeBound(reader, Integer.MAX_VALUE);
    }
}
