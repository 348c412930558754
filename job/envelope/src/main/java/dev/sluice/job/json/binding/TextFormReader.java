package dev.sluice.job.json.binding;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;

/** Binds a string to a value of one of the {@link TextForm}s, and nothing else. */
final class TextFormReader extends StdDeserializer<Object> {

    private static final long serialVersionUID = 1L;

    private final TextForm form;

    private TextFormReader(TextForm form) {
        super(form.type());
        this.form = form;
    }

    static SimpleModule module() {
        var module = new SimpleModule("sluice-text");
        for (TextForm form : TextForm.values()) {
            add(module, form.type(), form);
        }
        return module;
    }

    /** The type parameter is the type that the form makes; only the form knows which. */
    @SuppressWarnings("unchecked")
    private static <T> void add(SimpleModule module, Class<T> type, TextForm form) {
        module.addDeserializer(type, (StdDeserializer<? extends T>) (StdDeserializer<?>) new TextFormReader(form));
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            return context.reportInputMismatch(handledType(), "not a string");
        }
        String text = parser.getText();
        if (!form.pattern().matcher(text).matches()) {
            return context.reportInputMismatch(handledType(), "another form");
        }
        try {
            return form.parse(text);
        } catch (RuntimeException e) {
            return context.reportInputMismatch(handledType(), "no such value");
        }
    }

    @Override
    public LogicalType logicalType() {
        return LogicalType.Textual;
    }
}
