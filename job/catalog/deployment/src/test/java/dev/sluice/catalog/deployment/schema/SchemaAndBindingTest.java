package dev.sluice.catalog.deployment.schema;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.job.json.InvalidPayloadException;
import dev.sluice.job.json.JobCodec;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a record is made of: what its schema says of a value is what binding and validation do with it. */
class SchemaAndBindingTest {

    private static final int RECORDS = 160;
    private static final int VALUES = 50;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private static final SchemaValidatorsConfig WITH_FORMATS =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final JobCodec door = JobCodec.strict();
    private final PayloadSchemas schemas = new PayloadSchemas();

    @Test
    void theSchemaTakesWhatTheDoorTakesAndNothingElse(@TempDir Path folder) throws Exception {
        long seed = Long.getLong("payloads.seed", 42);
        var random = new Random(seed);
        int taken = 0;
        int refused = 0;
        var disagreements = new ArrayList<String>();
        try (ValidatorFactory validators = Validation.buildDefaultValidatorFactory();
                var records = new GeneratedRecords(random, RECORDS, folder)) {
            Validator validator = validators.getValidator();
            for (Class<?> type : records.classes()) {
                JsonNode described = MAPPER.readTree(schemas.of(type));
                JsonSchema schema = FACTORY.getSchema(described, WITH_FORMATS);
                var values = new GeneratedJson(random, described);
                for (int i = 0; i < VALUES; i++) {
                    String json = values.next();
                    boolean valid = schema.validate(MAPPER.readTree(json)).isEmpty();
                    String problem = refusal(json, type, validator);
                    // Whoever is refused is told what is allowed.
                    if (valid != problem.isEmpty() || problem.endsWith("has the wrong form")) {
                        disagreements.add("%s%n%s%n%s%nthe schema %s, the door says: %s"
                                .formatted(
                                        records.source(type),
                                        described,
                                        json,
                                        valid ? "takes it" : schema.validate(MAPPER.readTree(json)),
                                        problem));
                    }
                    if (valid) {
                        taken++;
                    } else {
                        refused++;
                    }
                }
            }
        }
        assertThat(disagreements).as("seed " + seed).isEmpty();
        assertThat(taken).isGreaterThan(RECORDS * VALUES / 10);
        assertThat(refused).isGreaterThan(RECORDS * VALUES / 10);
    }

    /** Why the door refuses it; empty if it takes it. */
    private String refusal(String json, Class<?> type, Validator validator) throws Exception {
        try {
            Object payload = door.read(json.getBytes(StandardCharsets.UTF_8), type);
            assertThat(door.read(door.data((Record) payload).toString().getBytes(StandardCharsets.UTF_8), type)
                            .toString())
                    .as("written and read again")
                    .isEqualTo(payload.toString());
            return validator.validate(payload).stream()
                    .map(violation -> violation.getPropertyPath() + " " + violation.getMessage())
                    .reduce("", (text, more) -> text + more + ";");
        } catch (InvalidPayloadException e) {
            return e.getMessage();
        }
    }
}
