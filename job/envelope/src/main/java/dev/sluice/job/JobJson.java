package dev.sluice.job;

import java.io.IOException;
import java.time.Duration;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * How Jackson reads and writes jobs. The mapper is Sluice's own, apart from the one that an application may bend to
 * its taste: what is on the queue must not depend on that.
 */
final class JobJson {

    /**
     * Four times what an SQS message can hold (1 MiB): a client may write a job with spaces and escapes that the message
     * then does not have. What the message itself comes to is for the queue's side to judge.
     */
    static final int MAX_DOCUMENT_LENGTH = 4 * 1_048_576;

    /** Far more than people write by hand, far less than what would end a thread's stack. */
    static final int MAX_DEPTH = 200;

    private JobJson() {}

    /** For looking at JSON without binding it. Two values for one key: nobody knows which one the sender meant. */
    private static final ObjectReader STRICT = mapper().reader().with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

    /**
     * The one JSON value that the text consists of.
     *
     * @throws MalformedJobException if it is not one JSON value, or has a key twice in one object
     */
    static JsonText text(String json) throws MalformedJobException {
        try (TextParser parser = new TextParser(STRICT.createParser(json), json)) {
            if (parser.nextToken() == null) {
                throw new MalformedJobException("the body is empty");
            }
            JsonText value = parser.valueText();
            if (parser.nextToken() != null) {
                throw new MalformedJobException("the body goes on after the end of the JSON value");
            }
            return value;
        } catch (IOException e) {
            throw MalformedJobException.notJson(e);
        }
    }

    static JsonMapper mapper() {
        JsonMapper.Builder mapper = JsonMapper.builder(factory())
                .addModule(new JavaTimeModule())
                .addModule(new Jdk8Module())
                .addModule(TextFormReader.module().addSerializer(Duration.class, new DurationWriter()))
                .annotationIntrospector(new RecordCreators())
                .addModule(new SimpleModule("sluice-job")
                        .addSerializer(Job.class, new EventWriter())
                        .setSerializerModifier(new ComponentsOnly())
                        .addDeserializer(JsonText.class, new JsonTextReader())
                        .setDeserializerModifier(new TextOnly.Modifier()))
                .addModule(new SimpleModule("sluice-numbers").setDeserializerModifier(new NumberOnly.Modifier()))
                .addModule(new SimpleModule("sluice-objects").setDeserializerModifier(new ObjectOnly.Modifier()))
                .addModule(new SimpleModule("sluice-entries").setDeserializerModifier(new NoNullEntries.Modifier()))
                .addModule(new SimpleModule("sluice-bounds").setDeserializerModifier(new SizeBound.Modifier()))
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                // For records that take JSON as a tree: 1.10 stays 1.10, 20 digits stay 20 digits.
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
        return withoutCoercion(mapper).build();
    }

    private static JsonFactory factory() {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxDocumentLength(MAX_DOCUMENT_LENGTH)
                        .maxStringLength(MAX_DOCUMENT_LENGTH)
                        .maxNestingDepth(MAX_DEPTH)
                        .build())
                // Keys are the clients' choice: interning them is slow, and their collisions must not become errors.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                .build();
    }

    /** What a client sends is what a handler gets: no 1 for true, no "5" for 5, no 1.9 for 1, no "" for nothing. */
    private static JsonMapper.Builder withoutCoercion(JsonMapper.Builder mapper) {
        return mapper.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS, MapperFeature.USE_GETTERS_AS_SETTERS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .withCoercionConfigDefaults(any -> any.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
                .withCoercionConfig(
                        LogicalType.Textual, text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
    }
}
