package dev.sluice.builtin.job;

import java.util.List;

import jakarta.validation.Validation;
import jakarta.validation.Validator;

import dev.sluice.job.Job;
import dev.sluice.job.json.FieldPath;
import dev.sluice.job.json.JobCodec;

/** Takes data through both halves of validation, as the services do. */
final class Violations {

    private static final JobCodec CODEC = JobCodec.strict();
    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    private Violations() {}

    static <P> P bind(Class<P> type, String data) throws Exception {
        Job job = CODEC.decode(
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"t\",\"source\":\"s\",\"data\":" + data + "}");
        return CODEC.payload(job, type);
    }

    /** Each violated constraint as "field message". */
    static List<String> of(Class<?> type, String data) throws Exception {
        return VALIDATOR.validate(bind(type, data)).stream()
                .map(violation -> FieldPath.of(violation.getPropertyPath()) + " " + violation.getMessage())
                .sorted()
                .toList();
    }
}
