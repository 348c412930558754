package dev.sluice.localaws.cloudwatch.http;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;

/** Times on the wire: read in any protocol's form, written in one's. */
final class Times {

    private Times() {}

    /** Writes a time in the form of one protocol. */
    @FunctionalInterface
    interface Writer {

        void write(Instant time, JsonGenerator generator) throws IOException;
    }

    static Module writtenBy(Writer writer) {
        return new SimpleModule()
                .addDeserializer(Instant.class, new Reader())
                .addSerializer(Instant.class, new Serializer(writer));
    }

    /** Seconds since 1970 as a number, or text in ISO 8601. */
    private static final class Reader extends StdDeserializer<Instant> {

        private static final long serialVersionUID = 1;

        Reader() {
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

    private static final class Serializer extends StdSerializer<Instant> {

        private static final long serialVersionUID = 1;

        private final transient Writer writer;

        Serializer(Writer writer) {
            super(Instant.class);
            this.writer = writer;
        }

        @Override
        public void serialize(Instant time, JsonGenerator generator, SerializerProvider provider) throws IOException {
            writer.write(time, generator);
        }
    }
}
