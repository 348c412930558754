package dev.sluice.devservices.server.dashboard;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What a request is answered with. */
record Reply(int status, String contentType, byte[] body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Reply json(int status, Object content) {
        try {
            return new Reply(status, "application/json", JSON.writeValueAsBytes(content));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An outcome in words, good or bad. */
    static Reply says(int status, String detail) {
        return json(status, JSON.createObjectNode().put("detail", detail));
    }

    static Reply text(int status, String text) {
        return new Reply(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }
}
