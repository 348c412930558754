package dev.sluice.job;

import java.io.IOException;
import java.io.StringWriter;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.type.LogicalType;

/** Binds any JSON value to its own text. */
final class JsonTextReader extends StdDeserializer<JsonText> {

    private static final long serialVersionUID = 1L;

    JsonTextReader() {
        super(JsonText.class);
    }

    @Override
    public JsonText deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (parser instanceof TextParser source) {
            return source.valueText();
        }
        // Jackson has buffered the value, to look at another first: its tokens are all that is left of the text.
        var text = new StringWriter();
        try (JsonGenerator copy = parser.getCodec().getFactory().createGenerator(text)) {
            copy.copyCurrentStructureExact(parser);
        }
        return new JsonText(text.toString());
    }

    @Override
    public LogicalType logicalType() {
        return LogicalType.Untyped;
    }

    @Override
    public JsonText getNullValue(DeserializationContext context) {
        return JsonText.NULL;
    }

    /** Not given is not the same as {@code null}. */
    @Override
    public Object getAbsentValue(DeserializationContext context) {
        return null;
    }
}
