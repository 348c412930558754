package dev.sluice.job.text;

import java.io.IOException;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;

/** A text is not one JSON value, or not within the bounds. The message is one line, fit for a log: it never repeats the text. */
public final class MalformedJsonException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedJsonException(String message) {
        super(message);
    }

    private MalformedJsonException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * For what Jackson throws while it looks at JSON, in words of our own: its own name its classes and settings, and quote
     * the body.
     */
    public static MalformedJsonException of(IOException e) {
        if (e instanceof LimitExceededException tooMany) {
            return new MalformedJsonException("a value " + tooMany.getOriginalMessage(), e);
        }
        JsonLocation location = e instanceof JacksonException broken ? broken.getLocation() : null;
        String where =
                location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        return new MalformedJsonException("the body is not valid JSON" + where + ": " + trouble(e), e);
    }

    private static String trouble(IOException e) {
        String words = e instanceof JacksonException broken ? broken.getOriginalMessage() : "";
        return switch (e) {
            case JsonEOFException _ -> "it ends too early";
            case StreamConstraintsException _
            when words.contains("depth") -> "it is nested more than %d deep".formatted(JsonSyntax.MAX_DEPTH);
            case StreamConstraintsException _
            when words.contains("Number") ->
                "a number has more than %,d characters".formatted(StreamReadConstraints.DEFAULT_MAX_NUM_LEN);
            case StreamConstraintsException _
            when words.contains("Name") || words.contains("name") ->
                "a key has more than %,d characters".formatted(StreamReadConstraints.DEFAULT_MAX_NAME_LEN);
            case StreamConstraintsException _ ->
                "it has more than %,d characters".formatted(JsonSyntax.MAX_DOCUMENT_LENGTH);
            case JsonParseException _ when words.startsWith("Duplicate") -> "a key is there twice in one object";
            default -> "something else was expected there";
        };
    }
}
