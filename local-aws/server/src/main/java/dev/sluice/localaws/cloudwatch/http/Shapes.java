package dev.sluice.localaws.cloudwatch.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;

import dev.sluice.localaws.cloudwatch.api.Rejection;

/** The records as trees of names and values, in whatever form these are written. */
final class Shapes {

    private final ObjectMapper mapper;

    private Shapes(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** @param textOnly whether numbers and truth values come as text, as in a form */
    static Shapes in(MapperBuilder<?, ?> format, boolean textOnly, Times.Writer times) {
        return new Shapes(format.addModule(Times.writtenBy(times))
                .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                .configure(MapperFeature.AUTO_DETECT_IS_GETTERS, false)
                .configure(MapperFeature.ALLOW_COERCION_OF_SCALARS, textOnly)
                .configure(DeserializationFeature.ACCEPT_EMPTY_STRING_AS_NULL_OBJECT, textOnly)
                .configure(DeserializationFeature.ACCEPT_FLOAT_AS_INT, false)
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, true)
                .configure(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, true)
                .build()
                .setDefaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL)));
    }

    /** @param body empty for an input without members */
    <T> T read(byte[] body, Class<T> type) {
        return read(source ->
                body.length == 0 ? source.convertValue(source.createObjectNode(), type) : source.readValue(body, type));
    }

    <T> T read(Reading<T> reading) {
        try {
            T read = reading.from(mapper);
            if (read == null) {
                throw Rejection.unreadable("The body is not a structure.");
            }
            return read;
        } catch (IllegalArgumentException e) {
            throw e.getCause() instanceof JsonMappingException cause
                    ? rejection(cause)
                    : Rejection.unreadable("The body cannot be read.");
        } catch (JsonMappingException e) {
            throw rejection(e);
        } catch (IOException e) {
            throw Rejection.unreadable("The body cannot be read.");
        }
    }

    /** A way to come from what is given to a record. */
    @FunctionalInterface
    interface Reading<T> {

        T from(ObjectMapper mapper) throws IOException;
    }

    byte[] write(Object value) {
        return write(target -> {
            try {
                return target.writeValueAsBytes(value);
            } catch (JacksonException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    <T> T write(Function<ObjectMapper, T> writing) {
        return writing.apply(mapper);
    }

    private static Rejection rejection(JsonMappingException e) {
        StringBuilder parameter = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            String name = step.getFieldName() == null ? "member." + (step.getIndex() + 1) : step.getFieldName();
            parameter.append(parameter.isEmpty() ? "" : ".").append(name);
        }
        if (e instanceof UnrecognizedPropertyException) {
            return Rejection.validation("The parameter " + parameter + " is not supported by the local CloudWatch.");
        }
        return Rejection.unreadable(
                parameter.isEmpty()
                        ? "The body cannot be read."
                        : "The value of the parameter " + parameter + " is not of its type.");
    }
}
