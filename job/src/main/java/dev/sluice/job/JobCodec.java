package dev.sluice.job;

import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Turns jobs into message bodies and back, and a job's data into the record of its type. Safe for use by many threads;
 * make one and keep it.
 *
 * <p>The two kinds differ only in {@link #payload}: what a record does not know is an error at the door, where it is
 * most likely a typing mistake, and is ignored in the worker, so that an older worker bears a newer producer.
 */
public final class JobCodec {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final JsonMapper mapper;
    private final ObjectReader trees;
    private final ObjectReader wholeTrees;
    private final ObjectWriter writer;
    private final ObjectWriter asciiWriter;
    private final ConcurrentMap<Class<?>, ObjectReader> readers = new ConcurrentHashMap<>();

    private JobCodec(boolean failOnUnknown) {
        mapper = JobJson.mapper();
        mapper.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, failOnUnknown);
        trees = mapper.reader();
        wholeTrees = trees.with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        writer = mapper.writerFor(Job.class);
        asciiWriter = writer.with(JsonWriteFeature.ESCAPE_NON_ASCII);
    }

    /** For the door: a property that the payload record does not know is an error. */
    public static JobCodec strict() {
        return new JobCodec(true);
    }

    /** For the worker: a property that the payload record does not know is ignored. */
    public static JobCodec lenient() {
        return new JobCodec(false);
    }

    /**
     * Writes a job as a message body: one JSON object, made only of characters that a queue takes.
     *
     * @throws IllegalArgumentException if the data is nested deeper than JSON can be written
     */
    public String encode(Job job) {
        try {
            String body = writer.writeValueAsString(job);
            return isPlainText(body) ? body : asciiWriter.writeValueAsString(job);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the job " + job.id() + " cannot be written as JSON", e);
        }
    }

    /**
     * Reads a message body. {@code specversion} (1.0), {@code id}, {@code type} and {@code source} must be there;
     * anything that CloudEvents does not define is skipped; a byte order mark is let through.
     *
     * @param body any text at all, but for {@code null}
     * @throws MalformedJobException if it is not a job
     */
    public Job decode(String body) throws MalformedJobException {
        boolean marked = !body.isEmpty() && body.charAt(0) == BYTE_ORDER_MARK;
        return EventReader.read(marked ? body.substring(1) : body, trees);
    }

    /**
     * Reads any JSON by the rules that hold for a message body: its bounds on size and depth, no key twice, every digit
     * of a number kept. What becomes a job's data is best read through here.
     *
     * @param json UTF-8
     * @throws MalformedJobException if it is not one JSON value
     */
    public JsonNode tree(byte[] json) throws MalformedJobException {
        try {
            JsonNode tree = wholeTrees.readTree(json);
            if (tree.isMissingNode()) {
                throw new MalformedJobException("the body is empty");
            }
            return tree;
        } catch (IOException | NumberFormatException e) {
            throw MalformedJobException.notJson(e);
        }
    }

    /**
     * Binds a job's data to the record of its type. Whether the record's constraints hold is the business of a
     * {@code jakarta.validation.Validator}.
     *
     * @throws InvalidPayloadException if it does not fit; it names the first field that does not
     */
    public <P> P payload(Job job, Class<P> type) throws InvalidPayloadException {
        return bind(job.data(), type);
    }

    /**
     * Binds any JSON object to a record, by the rules that hold for a job's data.
     *
     * @throws InvalidPayloadException if it does not fit; it names the first field that does not
     */
    public <T> T bind(JsonNode json, Class<T> type) throws InvalidPayloadException {
        if (!json.isObject()) {
            throw new InvalidPayloadException("", "must be a JSON object", null);
        }
        try {
            return readers.computeIfAbsent(type, mapper::readerFor).readValue(json);
        } catch (JsonMappingException e) {
            throw new InvalidPayloadException(FieldPath.of(e.getPath()), Misfit.reason(e, mapper), e);
        } catch (IOException e) {
            throw new InvalidPayloadException("", "cannot be read", e);
        }
    }

    /**
     * Whether a queue takes the text as it is. SQS refuses, and would refuse the whole request for it, what XML 1.0
     * does not allow: halves of surrogate pairs, U+FFFE and U+FFFF. (Control characters never get here raw: JSON
     * escapes them.)
     */
    private static boolean isPlainText(String body) {
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (c < Character.MIN_SURROGATE) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < body.length() && Character.isLowSurrogate(body.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c) || c >= '\uFFFE') {
                return false;
            }
        }
        return true;
    }
}
