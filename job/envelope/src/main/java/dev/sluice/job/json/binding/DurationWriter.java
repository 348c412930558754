package dev.sluice.job.json.binding;

import java.io.IOException;
import java.time.Duration;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;

/** Writes a duration in the form in which {@link TextForm} reads it: with its sign in front, and not at each of its parts. */
final class DurationWriter extends JsonSerializer<Duration> {

    @Override
    public void serialize(Duration duration, JsonGenerator json, SerializerProvider context) throws IOException {
        json.writeString(duration.isNegative() ? "-" + duration.negated() : duration.toString());
    }
}
