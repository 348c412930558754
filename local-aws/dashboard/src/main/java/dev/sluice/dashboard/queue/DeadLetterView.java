package dev.sluice.dashboard.queue;

import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * A job that has failed for good, as far as its dead letter tells: a worker writes on it what it knows, SQS writes nothing,
 * and the job's id and type stand in the event in any case.
 *
 * @param id of the message
 * @param reason why it was given up, {@code null} if nobody says
 * @param tries how often it was received, {@code null} if nobody says
 * @param failedAt when it was given up, else when SQS took the message; seconds since 1970
 * @param submittedAt what the event says, else when SQS took the job; {@code null} if nobody says
 * @param payload the job's data, or the whole body if it is no job; indented if it is JSON
 * @param cut whether only the beginning of the payload or of an attribute is there
 * @param attributes the other message attributes
 */
public record DeadLetterView(
        String id,
        String jobId,
        String type,
        String reason,
        String tries,
        long failedAt,
        String submittedAt,
        String payload,
        boolean cut,
        String stack,
        Map<String, String> attributes) {

    /** So many characters of a payload are shown in a list. */
    static final int EXCERPT = 4_096;

    /** Numbers are shown as they were sent. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** What a browser's dates can hold: 100,000,000 days after 1970. */
    private static final long LAST_SECOND = 8_640_000_000_000L;

    private static final String REASON = "Sluice-Reason";
    private static final String JOB_ID = "Sluice-Job-Id";
    private static final String JOB_TYPE = "Sluice-Job-Type";
    private static final String TRIES = "Sluice-Receive-Count";
    private static final String FAILED_AT = "Sluice-Failed-At";
    private static final String SENT_AT = "Sluice-Sent-At";
    private static final String STACK = "Sluice-Stack-Trace";

    static DeadLetterView of(Message message, int excerpt) {
        Map<String, String> attributes = new TreeMap<>();
        message.messageAttributes().forEach((name, value) -> attributes.put(name, cut(text(value), excerpt)));
        JsonNode event = read(message.body());
        boolean job = event.path("type").isTextual() && event.path("id").isTextual();
        String payload = job ? pretty(event.path("data")) : event.isMissingNode() ? message.body() : pretty(event);
        boolean cut =
                payload.length() > excerpt || attributes.values().stream().anyMatch(value -> value.length() == excerpt);
        return new DeadLetterView(
                message.messageId(),
                first(attributes.remove(JOB_ID), text(event, "id")),
                first(attributes.remove(JOB_TYPE), text(event, "type")),
                attributes.remove(REASON),
                attributes.remove(TRIES),
                failedAt(attributes.remove(FAILED_AT), message),
                first(text(event, "time"), attributes.remove(SENT_AT)),
                cut(payload, excerpt),
                cut,
                attributes.remove(STACK),
                new LinkedHashMap<>(attributes));
    }

    private static String cut(String text, int length) {
        return text.length() > length ? text.substring(0, length) : text;
    }

    private static long failedAt(String told, Message message) {
        if (told != null) {
            try {
                long second = Instant.parse(told).getEpochSecond();
                if (second >= 0 && second <= LAST_SECOND) {
                    return second;
                }
            } catch (DateTimeParseException e) {
                // Somebody else's attribute of that name.
            }
        }
        return Long.parseLong(message.attributes().getOrDefault(MessageSystemAttributeName.SENT_TIMESTAMP, "0"))
                / 1_000;
    }

    private static String text(MessageAttributeValue value) {
        return value.stringValue() != null ? value.stringValue() : "(binary)";
    }

    private static String text(JsonNode event, String field) {
        return event.path(field).isTextual() ? event.path(field).asText() : null;
    }

    private static String first(String... candidates) {
        return Stream.of(candidates)
                .filter(candidate -> candidate != null && !candidate.isEmpty())
                .findFirst()
                .orElse(null);
    }

    private static JsonNode read(String body) {
        try {
            JsonNode event = JSON.readTree(body);
            return event == null ? JSON.missingNode() : event;
        } catch (IOException notJson) {
            return JSON.missingNode();
        }
    }

    private static String pretty(JsonNode data) {
        try {
            return data.isMissingNode()
                    ? ""
                    : JSON.writerWithDefaultPrettyPrinter().writeValueAsString(data);
        } catch (JsonProcessingException e) {
            return data.toString();
        }
    }
}
