package dev.sluice.job.json.binding;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.type.LogicalType;

import dev.sluice.job.JsonText;

/** Binds any JSON value to its own text. */
final class JsonTextReader extends StdDeserializer<JsonText> {

    private static final long serialVersionUID = 1L;

    JsonTextReader() {
        super(JsonText.class);
    }

    @Override
    public JsonText deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return JsonText.read(parser);
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
