package dev.sluice.devservices.server.cloudwatch.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;

import dev.sluice.devservices.server.cloudwatch.api.Rejection;

/** The records as trees of names and values, in whatever form these are written. */
final class Shapes {

    private final ObjectMapper mapper;

    private Shapes(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** Writes a time in the form of one protocol. */
    @FunctionalInterface
    interface TimeWriter {

        void write(Instant time, JsonGenerator generator) throws IOException;
    }

    /** @param textOnly whether numbers and truth values come as text, as in a form */
    static Shapes in(MapperBuilder<?, ?> format, boolean textOnly, TimeWriter times) {
        SimpleModule time = new SimpleModule()
                .addDeserializer(Instant.class, new TimeReader())
                .addSerializer(Instant.class, new TimeSerializer(times));
        return new Shapes(format.addModule(time)
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

    /** Seconds since 1970 as a number, or text in ISO 8601. */
    private static final class TimeReader extends StdDeserializer<Instant> {

        private static final long serialVersionUID = 1;

        TimeReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                if (parser.currentToken() == JsonToken.VALUE_STRING) {
                    return OffsetDateTime.parse(parser.getText()).toInstant();
                }
                if (parser.currentToken().isNumeric()) {
                    return Instant.ofEpochMilli(Math.round(parser.getDoubleValue() * 1_000));
                }
            } catch (DateTimeException e) {
                // Said below, like anything else that is no time.
            }
            return (Instant) context.handleUnexpectedToken(Instant.class, parser);
        }
    }

    private static final class TimeSerializer extends StdSerializer<Instant> {

        private static final long serialVersionUID = 1;

        private final transient TimeWriter writer;

        TimeSerializer(TimeWriter writer) {
            super(Instant.class);
            this.writer = writer;
        }

        @Override
        public void serialize(Instant time, JsonGenerator generator, SerializerProvider provider) throws IOException {
            writer.write(time, generator);
        }
    }
}
