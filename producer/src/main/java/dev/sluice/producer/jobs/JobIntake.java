package dev.sluice.producer.jobs;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;

import org.hibernate.validator.HibernateValidatorFactory;

import dev.sluice.catalog.JobCatalog;
import dev.sluice.catalog.JobDefinition;
import dev.sluice.job.Job;
import dev.sluice.job.json.InvalidPayloadException;
import dev.sluice.job.json.JobCodec;
import dev.sluice.job.json.MalformedJobException;
import dev.sluice.producer.ProducerConfig;
import dev.sluice.producer.problem.Problems;

/** Decides whether what a client sent is a job: all that can be wrong with it is found here, before the queue. */
@ApplicationScoped
public class JobIntake {

    private final JobCatalog catalog;
    private final Validator validator;
    private final Validator failFast;
    private final ProducerConfig config;
    private final JobCodec codec = JobCodec.strict();

    JobIntake(JobCatalog catalog, ValidatorFactory constraints, ProducerConfig config) {
        this.catalog = catalog;
        this.validator = constraints.getValidator();
        this.failFast = constraints
                .unwrap(HibernateValidatorFactory.class)
                .usingContext()
                .failFast(true)
                .getValidator();
        this.config = config;
    }

    /**
     * Reads a submission and checks it against the rules of the API and of its job type, as far as the first that does not
     * hold.
     *
     * @param body the request's body
     * @throws io.quarkiverse.resteasy.problem.HttpProblem which says what is wrong, and where
     */
    Submission read(byte[] body) {
        return read(body, failFast);
    }

    /** The same for a body that is not large; says of all constraints that do not hold. */
    Submission readLookingForAll(byte[] body) {
        return read(body, validator);
    }

    private Submission read(byte[] body, Validator constraints) {
        JobRequest request = valid(request(body), "", constraints);
        JobDefinition definition = catalog.find(request.type())
                .orElseThrow(() -> Problems.unknownType(request.type(), catalog.definitions()));
        String id = request.id() == null ? UUID.randomUUID().toString() : request.id();
        Job job = new Job(id, definition.type(), config.source(), Instant.now(), request.data());
        valid(payload(job, definition.payload()), "data", constraints);
        return new Submission(
                id, definition.type(), encode(job), request.priority(), request.delaySeconds(), request.tenant());
    }

    private JobRequest request(byte[] body) {
        try {
            return codec.read(body, JobRequest.class);
        } catch (MalformedJobException e) {
            throw Problems.malformed(e.getMessage());
        } catch (InvalidPayloadException e) {
            throw Problems.invalid(e.path(), e.reason());
        }
    }

    private Object payload(Job job, Class<?> type) {
        try {
            return codec.payload(job, type);
        } catch (InvalidPayloadException e) {
            throw Problems.invalid(e.path().isEmpty() ? "data" : "data." + e.path(), e.reason());
        }
    }

    private static <T> T valid(T value, String path, Validator constraints) {
        Set<ConstraintViolation<T>> violations = constraints.validate(value);
        if (!violations.isEmpty()) {
            throw Problems.invalid(path, violations);
        }
        return value;
    }

    private String encode(Job job) {
        try {
            return codec.encode(job);
        } catch (IllegalArgumentException e) {
            throw Problems.invalid("data", e.getMessage());
        }
    }
}
