package dev.sluice.worker.deadletter;

import java.io.IOException;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;

import dev.sluice.worker.deadletter.problem.Problem;
import dev.sluice.worker.deadletter.problem.ProblemException;

/** Reads requests, strictly, and writes answers. */
@Singleton
public class Json {

    private final JsonMapper mapper = JsonMapper.builder()
            .defaultPropertyInclusion(JsonInclude.Value.construct(Include.NON_NULL, Include.NON_NULL))
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** @throws ProblemException when the body is no JSON, or not of this form */
    <T> T read(Buffer body, Class<T> form) {
        try {
            T read = mapper.readValue(body.getBytes(), form);
            if (read == null) {
                throw Problem.invalid("The body must be one JSON object.").asException();
            }
            return read;
        } catch (UnrecognizedPropertyException e) {
            throw Problem.invalid("The body has a field that does not exist. Those that do: " + e.getKnownPropertyIds())
                    .asException();
        } catch (JsonMappingException e) {
            throw Problem.invalid(misfit(e)).asException();
        } catch (IOException e) {
            // Also what is no UTF-8, for which Jackson has no exception of its own.
            throw Problem.malformed("Send a JSON object, such as the documentation shows.")
                    .asException();
        }
    }

    Buffer write(Object answer) {
        try {
            return Buffer.buffer(mapper.writeValueAsBytes(answer));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String misfit(JsonMappingException e) {
        return e.getPath().isEmpty()
                ? "The body must be one JSON object."
                : e.getPath().getLast().getFieldName() + " has a value of the wrong kind.";
    }
}
