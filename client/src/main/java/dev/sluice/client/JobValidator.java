package dev.sluice.client;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;

import org.hibernate.validator.HibernateValidatorFactory;

import dev.sluice.catalog.JobCatalog;
import dev.sluice.catalog.JobDefinition;
import dev.sluice.job.Job;
import dev.sluice.job.JsonText;
import dev.sluice.job.json.FieldPath;
import dev.sluice.job.json.InvalidPayloadException;
import dev.sluice.job.json.JobCodec;

/** Decides whether what somebody submits is a job: all that can be wrong with it is found here, before the queue. */
@Singleton
public class JobValidator {

    /** How many of the constraints that do not hold are looked for: to find all may take many times as long. */
    public enum Violations {
        FIRST,
        ALL
    }

    private final JobCatalog catalog;
    private final Validator validator;
    private final Validator failFast;
    private final ClientConfig config;
    private final JobCodec codec = JobCodec.strict();

    JobValidator(JobCatalog catalog, ValidatorFactory constraints, ClientConfig config) {
        this.catalog = catalog;
        this.validator = constraints.getValidator();
        this.failFast = constraints
                .unwrap(HibernateValidatorFactory.class)
                .usingContext()
                .failFast(true)
                .getValidator();
        this.config = config;
        catalog.definitions().forEach(definition -> codec.prepare(definition.payload()));
    }

    /**
     * Checks a job whose payload is JSON against the rules of its options and of its job type.
     *
     * @param type the job type's name, as it was given; may be {@code null}
     * @param data the payload; {@code null} for an empty object
     * @throws InvalidJobException if a field breaks a rule
     * @throws UnknownJobTypeException if there is no such job type
     */
    public Submission validate(String type, JsonText data, JobOptions options, Violations wanted) {
        Validator constraints = wanted == Violations.FIRST ? failFast : validator;
        checkRequest(type, options, constraints);
        JobDefinition definition = catalog.find(type).orElseThrow(() -> unknown(type));
        Job job = job(definition, data, options);
        return submission(job, payload(job, definition.payload()), options, constraints);
    }

    private static void checkRequest(String type, JobOptions options, Validator constraints) {
        Set<ConstraintViolation<JobOptions>> violations = constraints.validate(options);
        if (type == null || type.isEmpty()) {
            throw new InvalidJobException(Stream.concat(
                    Stream.of(new InvalidField("type", "must not be empty")),
                    fields(violations, UnaryOperator.identity())));
        } else if (!violations.isEmpty()) {
            throw new InvalidJobException(fields(violations, UnaryOperator.identity()));
        }
    }

    private UnknownJobTypeException unknown(String type) {
        return new UnknownJobTypeException(
                type, catalog.definitions().stream().map(JobDefinition::type).toList());
    }

    private Job job(JobDefinition definition, JsonText data, JobOptions options) {
        String id = options.id() == null ? UUID.randomUUID().toString() : options.id();
        return new Job(id, definition.type(), config.source(), Instant.now(), data);
    }

    private Object payload(Job job, Class<?> type) {
        try {
            return codec.payload(job, type);
        } catch (InvalidPayloadException e) {
            throw new InvalidJobException(inData(e.path()), e.reason());
        }
    }

    /** From here on it makes no difference whether the payload came as JSON or as a record. */
    private Submission submission(Job job, Object payload, JobOptions options, Validator constraints) {
        Set<ConstraintViolation<Object>> violations = constraints.validate(payload);
        if (!violations.isEmpty()) {
            throw new InvalidJobException(fields(violations, JobValidator::inData));
        }
        return new Submission(job.id(), job.type(), encode(job), options);
    }

    private String encode(Job job) {
        try {
            return codec.encode(job);
        } catch (IllegalArgumentException e) {
            throw new InvalidJobException("data", e.getMessage());
        }
    }

    private static <T> Stream<InvalidField> fields(
            Set<ConstraintViolation<T>> violations, UnaryOperator<String> placed) {
        return violations.stream()
                .map(violation -> new InvalidField(
                        placed.apply(FieldPath.of(violation.getPropertyPath())), violation.getMessage()));
    }

    private static String inData(String path) {
        return path.isEmpty() ? "data" : "data." + path;
    }
}
