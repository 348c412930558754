package dev.sluice.job;

import java.io.IOException;
import java.io.StringWriter;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;

import dev.sluice.job.text.JsonSyntax;
import dev.sluice.job.text.MalformedJsonException;
import dev.sluice.job.text.TextParser;

/**
 * One JSON value, kept as the text that was sent: spaces, escapes and the digits of numbers included. A payload record
 * that passes JSON on declares it as this, so that a signature over it still holds at its destination. It costs no more
 * memory than its characters, whatever it contains.
 */
public final class JsonText {

    /** JSON's {@code null}. */
    public static final JsonText NULL = new JsonText("null");

    static final JsonText EMPTY_OBJECT = new JsonText("{}");

    private final String text;

    /** @param text one valid JSON value, without blanks around it */
    private JsonText(String text) {
        this.text = text;
    }

    /**
     * Takes JSON as it is written.
     *
     * @throws IllegalArgumentException if the text is not one JSON value, or not within Sluice's bounds on JSON
     */
    public static JsonText of(String json) {
        try {
            return new JsonText(JsonSyntax.value(json));
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The value that a parser is at, as it is written there; the parser goes on behind it. */
    public static JsonText read(JsonParser parser) throws IOException {
        if (parser instanceof TextParser source) {
            return new JsonText(source.valueText());
        }
        // Jackson has buffered the value, to look at another first: its tokens are all that is left of the text.
        var text = new StringWriter();
        try (JsonGenerator copy = parser.getCodec().getFactory().createGenerator(text)) {
            copy.copyCurrentStructureExact(parser);
        }
        return new JsonText(text.toString());
    }

    /** Whether this is an object, in braces. */
    public boolean isObject() {
        return text.charAt(0) == '{';
    }

    /** Whether this is JSON's {@code null}. */
    public boolean isNull() {
        return text.equals(NULL.text);
    }

    /** The text, without blanks around it. */
    @Override
    @JsonValue
    @JsonRawValue
    public String toString() {
        return text;
    }

    /** By the text: {@code 1.0} is not {@code 1.00}. */
    @Override
    public boolean equals(Object other) {
        return other instanceof JsonText that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
