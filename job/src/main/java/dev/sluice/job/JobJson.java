package dev.sluice.job;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
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

    static JsonMapper mapper() {
        JsonMapper.Builder mapper = JsonMapper.builder(factory())
                .addModule(new JavaTimeModule())
                .addModule(new SimpleModule("sluice-job")
                        .addSerializer(Job.class, new EventWriter())
                        .setDeserializerModifier(new TextOnly.Modifier()))
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                // A number in a webhook's body must arrive as it was sent: 1.10 stays 1.10, 20 digits stay 20 digits.
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                // Two values for one key: nobody knows which one the sender meant.
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
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
        return mapper.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
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
