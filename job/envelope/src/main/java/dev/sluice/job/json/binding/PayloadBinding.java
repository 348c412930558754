package dev.sluice.job.json.binding;

import java.time.Duration;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import dev.sluice.job.JsonText;
import dev.sluice.job.text.JsonSyntax;

/**
 * How Jackson reads and writes payload records. The mapper is Sluice's own, apart from the one that an application may
 * bend to its taste: what is on the queue must not depend on that.
 */
public final class PayloadBinding {

    private PayloadBinding() {}

    /** A mapper to be built, which others may add to. */
    public static JsonMapper.Builder mapper() {
        JsonMapper.Builder mapper = JsonMapper.builder(JsonSyntax.factory())
                .addModule(new JavaTimeModule())
                .addModule(new Jdk8Module())
                .addModule(TextFormReader.module().addSerializer(Duration.class, new DurationWriter()))
                .annotationIntrospector(new RecordCreators())
                .addModule(new SimpleModule("sluice-payload")
                        .setSerializerModifier(new ComponentsOnly())
                        .addDeserializer(JsonText.class, new JsonTextReader()))
                .addModule(CheckedReader.ofValues("sluice-strings", StrictStrings::check))
                .addModule(CheckedReader.ofValues("sluice-numbers", StrictNumbers::check))
                .addModule(CheckedReader.ofValues("sluice-objects", StrictObjects::check))
                .addModule(CheckedReader.ofContainers("sluice-entries", NoNullEntries::check))
                .addModule(CheckedReader.ofContainers("sluice-bounds", SizeBound::check))
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                // For records that take JSON as a tree: 1.10 stays 1.10, 20 digits stay 20 digits.
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
        return withoutCoercion(mapper);
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
