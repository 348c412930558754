package dev.sluice.producer.jobs;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;

import com.fasterxml.jackson.databind.JsonNode;

import dev.sluice.catalog.JobCatalog;
import dev.sluice.catalog.JobDefinition;
import dev.sluice.job.InvalidPayloadException;
import dev.sluice.job.Job;
import dev.sluice.job.JobCodec;
import dev.sluice.job.MalformedJobException;
import dev.sluice.producer.ProducerConfig;
import dev.sluice.producer.problem.Problems;

/** Decides whether what a client sent is a job: all that can be wrong with it is found here, before the queue. */
@ApplicationScoped
public class JobIntake {

    private final JobCatalog catalog;
    private final Validator validator;
    private final ProducerConfig config;
    private final JobCodec codec = JobCodec.strict();

    JobIntake(JobCatalog catalog, Validator validator, ProducerConfig config) {
        this.catalog = catalog;
        this.validator = validator;
        this.config = config;
    }

    /**
     * Reads a submission and checks it against the rules of the API and of its job type.
     *
     * @param body the request's body
     * @throws io.quarkiverse.resteasy.problem.HttpProblem which says what is wrong, and where
     */
    Submission read(byte[] body) {
        JobRequest request = request(tree(body));
        JobDefinition definition = catalog.find(request.type())
                .orElseThrow(() -> Problems.unknownType(request.type(), catalog.definitions()));
        String id = request.id() == null ? UUID.randomUUID().toString() : request.id();
        Job job = new Job(id, definition.type(), config.source(), Instant.now(), request.data());
        checkPayload(job, definition.payload());
        return new Submission(
                id, definition.type(), encode(job), request.priority(), request.delaySeconds(), request.tenant());
    }

    private JsonNode tree(byte[] body) {
        try {
            return codec.tree(body);
        } catch (MalformedJobException e) {
            throw Problems.malformed(e.getMessage());
        }
    }

    private JobRequest request(JsonNode tree) {
        try {
            return valid(codec.bind(tree, JobRequest.class), "");
        } catch (InvalidPayloadException e) {
            throw Problems.invalid(e.path(), e.reason());
        }
    }

    private void checkPayload(Job job, Class<?> type) {
        try {
            valid(codec.payload(job, type), "data");
        } catch (InvalidPayloadException e) {
            throw Problems.invalid(e.path().isEmpty() ? "data" : "data." + e.path(), e.reason());
        }
    }

    private <T> T valid(T value, String path) {
        Set<ConstraintViolation<T>> violations = validator.validate(value);
        if (!violations.isEmpty()) {
            throw Problems.invalid(path, violations);
        }
        return value;
    }

    private String encode(Job job) {
        try {
            return codec.encode(job);
        } catch (IllegalArgumentException e) {
            throw Problems.invalid("data", "is nested too deeply");
        }
    }
}
