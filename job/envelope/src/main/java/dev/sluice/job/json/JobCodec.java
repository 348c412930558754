package dev.sluice.job.json;

import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;

import dev.sluice.job.Job;
import dev.sluice.job.JsonText;
import dev.sluice.job.json.binding.PayloadBinding;
import dev.sluice.job.text.JsonSyntax;
import dev.sluice.job.text.LimitExceededException;
import dev.sluice.job.text.MalformedJsonException;
import dev.sluice.job.text.TextParser;
import dev.sluice.job.text.Utf8;

/**
 * Turns jobs into message bodies and back, and a job's data into the record of its type. Safe for use by many threads;
 * make one and keep it.
 *
 * <p>The two kinds differ only in {@link #payload}: what a record does not know is an error at the door, where it is
 * most likely a typing mistake, and is ignored in the worker, so that an older worker bears a newer producer.
 */
public final class JobCodec {

    private final JsonMapper mapper;
    private final ObjectReader events;
    private final ObjectWriter writer;
    private final ObjectWriter asciiWriter;
    private final ConcurrentMap<Class<?>, ObjectReader> readers = new ConcurrentHashMap<>();

    private JobCodec(boolean failOnUnknown) {
        mapper = PayloadBinding.mapper()
                .addModule(new SimpleModule("sluice-job").addSerializer(Job.class, new EventWriter()))
                .build();
        mapper.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, failOnUnknown);
        events = mapper.reader();
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
     * Writes a job as a message body: one JSON object, with the data as it was sent, made only of characters that a queue
     * takes.
     *
     * @throws IllegalArgumentException if the data has, not as an escape, a character that a queue does not take
     */
    public String encode(Job job) {
        String body = write(job, writer);
        if (isPlainText(body)) {
            return body;
        }
        String escaped = write(job, asciiWriter);
        if (!isPlainText(escaped)) {
            throw new IllegalArgumentException(
                    "has a character that Amazon SQS does not take, U+FFFE, U+FFFF or half of a surrogate pair: write it as an escape, such as \\uFFFE");
        }
        return escaped;
    }

    private static String write(Job job, ObjectWriter json) {
        try {
            return json.writeValueAsString(job);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON", e);
        }
    }

    /**
     * Writes a payload record as the data of a job, in the form in which {@link #payload} reads it.
     *
     * @throws IllegalArgumentException if Jackson cannot write it
     */
    public JsonText data(Record payload) {
        try {
            return JsonText.of(mapper.writeValueAsString(payload));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON", e);
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
        return EventReader.read(Utf8.unmarked(body), events);
    }

    /** Builds what it takes to bind data to this record, which the first job would wait for otherwise. */
    public void prepare(Class<?> type) {
        readers.computeIfAbsent(type, this::reader);
    }

    /**
     * Binds a job's data to the record of its type. Whether the record's constraints hold is the business of a
     * {@code jakarta.validation.Validator}; only the {@code Size} of a map, collection or array is looked at here, since
     * it may be too large to be looked at later.
     *
     * @throws InvalidPayloadException if it does not fit; it names the first field that does not
     */
    public <P> P payload(Job job, Class<P> type) throws InvalidPayloadException {
        try {
            return bind(job.data().toString(), type);
        } catch (MalformedJsonException e) {
            // What decode() took, it took for JSON; it does not look at the keys inside the data.
            throw new InvalidPayloadException("", "has a key twice in one object", e);
        }
    }

    /**
     * Binds any JSON object to a record, by the rules that hold for a message and its data: bounds on size and depth, no
     * key twice.
     *
     * @param json UTF-8, with or without a byte order mark
     * @throws MalformedJobException if it is not JSON
     * @throws InvalidPayloadException if it does not fit; it names the first field that does not
     */
    public <T> T read(byte[] json, Class<T> type) throws MalformedJobException, InvalidPayloadException {
        try {
            return bind(Utf8.text(json), type);
        } catch (MalformedJsonException e) {
            throw new MalformedJobException(e);
        }
    }

    private <T> T bind(String json, Class<T> type) throws MalformedJsonException, InvalidPayloadException {
        ObjectReader reader = readers.computeIfAbsent(type, this::reader);
        try (TextParser parser = new TextParser(reader.createParser(json), json)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                T value = reader.readValue(parser);
                if (parser.nextToken() == null) {
                    return value;
                }
            }
        } catch (IOException | NumberFormatException e) {
            // A body that is no JSON is that first of all, wherever the binding stopped; but what is too much is not
            // read again.
            if (!(e instanceof LimitExceededException)) {
                JsonSyntax.value(json);
            }
            throw BindingErrors.of(e, mapper);
        }
        JsonSyntax.value(json);
        throw new InvalidPayloadException("", "must be a JSON object", null);
    }

    private ObjectReader reader(Class<?> type) {
        return mapper.readerFor(type).with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
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
