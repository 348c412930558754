package dev.sluice.job.json;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectReader;

import dev.sluice.job.Job;
import dev.sluice.job.JsonText;
import dev.sluice.job.text.MalformedJsonException;
import dev.sluice.job.text.TextParser;

/**
 * Reads one CloudEvents 1.0 event in structured JSON form, in one pass over its tokens. The order of the attributes
 * does not matter; extension attributes are skipped; an attribute that is {@code null} counts as absent, as the
 * CloudEvents JSON format says.
 */
final class EventReader {

    private final TextParser parser;

    private String specVersion;
    private String id;
    private String type;
    private URI source;
    private Instant time;
    private String dataContentType;
    private JsonText data;

    private EventReader(TextParser parser) {
        this.parser = parser;
    }

    static Job read(String body, ObjectReader json) throws MalformedJobException {
        try (TextParser parser = new TextParser(json.createParser(body), body)) {
            return new EventReader(parser).read();
        } catch (IOException e) {
            throw new MalformedJobException(MalformedJsonException.of(e));
        }
    }

    private Job read() throws IOException, MalformedJobException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new MalformedJobException("the body is not a JSON object");
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            readAttribute(name);
        }
        if (parser.nextToken() != null) {
            throw new MalformedJobException("the body goes on after the end of the JSON object");
        }
        if (!"1.0".equals(required("specversion", specVersion))) {
            throw new MalformedJobException("specversion is not \"1.0\"");
        }
        return new Job(
                required("id", id), required("type", type), required("source", source), time, data, dataContentType);
    }

    private void readAttribute(String name) throws IOException, MalformedJobException {
        switch (name) {
            case "specversion" -> specVersion = text(name, specVersion);
            case "id" -> id = text(name, id);
            case "type" -> type = text(name, type);
            case "source" -> source = uri(text(name, source));
            case "time" -> time = instant(text(name, time));
            case "datacontenttype" -> dataContentType = text(name, dataContentType);
            case "data" -> {
                once(name, data);
                data = JsonText.read(parser);
            }
            case "data_base64" -> refuseUnlessNull();
            default -> parser.skipChildren();
        }
    }

    private void refuseUnlessNull() throws MalformedJobException {
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            throw new MalformedJobException("data_base64 is not supported: the data of a job is JSON, in data");
        }
    }

    private String text(String name, Object earlier) throws IOException, MalformedJobException {
        once(name, earlier);
        String text =
                switch (parser.currentToken()) {
                    case VALUE_NULL -> null;
                    case VALUE_STRING -> parser.getText();
                    default -> throw new MalformedJobException(name + " is not a string");
                };
        if (text != null && text.isEmpty()) {
            throw new MalformedJobException(name + " is empty");
        }
        return text;
    }

    private static URI uri(String text) throws MalformedJobException {
        try {
            return text == null ? null : new URI(text);
        } catch (URISyntaxException e) {
            throw new MalformedJobException("source is not a URI reference", e);
        }
    }

    private static Instant instant(String text) throws MalformedJobException {
        try {
            return text == null ? null : Rfc3339.parse(text);
        } catch (DateTimeException e) {
            throw new MalformedJobException("time is not an RFC 3339 timestamp", e);
        }
    }

    private static void once(String name, Object earlier) throws MalformedJobException {
        if (earlier != null) {
            throw new MalformedJobException(name + " is there twice");
        }
    }

    private static <T> T required(String name, T value) throws MalformedJobException {
        if (value == null) {
            throw new MalformedJobException(name + " is missing");
        }
        return value;
    }
}
