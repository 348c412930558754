package dev.sluice.dashboard.page;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What a request is answered with. */
record PageReply(int status, String contentType, byte[] body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static PageReply json(int status, Object content) {
        try {
            return new PageReply(status, "application/json", JSON.writeValueAsBytes(content));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An outcome in words, good or bad. */
    static PageReply says(int status, String detail) {
        return json(status, JSON.createObjectNode().put("detail", detail));
    }

    static PageReply text(int status, String text) {
        return new PageReply(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }
}
