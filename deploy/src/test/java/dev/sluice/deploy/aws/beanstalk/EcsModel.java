package dev.sluice.deploy.aws.beanstalk;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerRestartPolicy;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Secret;

import dev.sluice.deploy.aws.wire.AwsError;
import dev.sluice.deploy.aws.wire.Model;

/** Amazon ECS as its SDK describes it, with its rules for secrets and restarts. */
public final class EcsModel {

    /** Seconds: Amazon ECS API Reference, ContainerRestartPolicy. */
    private static final int LEAST_RESTART_PERIOD = 60;

    private static final int MOST_RESTART_PERIOD = 1_800;

    private EcsModel() {}

    /** @throws AwsError when the definition has a name that ECS does not know */
    public static ContainerDefinition container(JsonNode definition) {
        return Model.read(definition, ContainerDefinition.builder()).build();
    }

    /**
     * What Elastic Beanstalk registers of a bundle's {@code Dockerrun.aws.json} version 2, with the environment's secrets in each
     * container (Elastic Beanstalk Developer Guide, "Configuring the Dockerrun.aws.json v2 file").
     *
     * @param secrets ARNs by the names of variables
     * @throws AwsError when ECS refuses it: Amazon ECS Developer Guide, "Pass sensitive data to an Amazon ECS container", wants an
     *     execution role for secrets
     */
    public static RegisterTaskDefinitionRequest register(JsonNode dockerrun, Map<String, String> secrets) {
        List<Secret> each = secrets.entrySet().stream()
                .map(secret -> Secret.builder()
                        .name(secret.getKey())
                        .valueFrom(secret.getValue())
                        .build())
                .toList();
        List<ContainerDefinition> containers = StreamSupport.stream(
                        dockerrun.path("containerDefinitions").spliterator(), false)
                .map(definition ->
                        container(definition).toBuilder().secrets(each).build())
                .toList();
        String role = dockerrun.path("executionRoleArn").asText(null);
        if (!secrets.isEmpty() && role == null) {
            throw refused(
                    "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.");
        }
        for (ContainerDefinition container : containers) {
            ContainerRestartPolicy policy = container.restartPolicy();
            if (policy != null
                    && policy.restartAttemptPeriod() != null
                    && (policy.restartAttemptPeriod() < LEAST_RESTART_PERIOD
                            || policy.restartAttemptPeriod() > MOST_RESTART_PERIOD)) {
                throw refused("restartAttemptPeriod is " + policy.restartAttemptPeriod());
            }
        }
        return RegisterTaskDefinitionRequest.builder()
                .family("awseb")
                .containerDefinitions(containers)
                .executionRoleArn(role)
                .build();
    }

    /** Why ECS does not register the task of a bundle, a zip, if so. */
    static Optional<String> refusal(byte[] bundle, Map<String, String> secrets) {
        try (ZipInputStream unpacking = new ZipInputStream(new ByteArrayInputStream(bundle))) {
            ZipEntry entry;
            while ((entry = unpacking.getNextEntry()) != null) {
                if (entry.getName().equals("Dockerrun.aws.json")) {
                    register(new JsonMapper().readTree(unpacking.readAllBytes()), secrets);
                }
            }
            return Optional.empty();
        } catch (AwsError e) {
            return Optional.of(e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AwsError refused(String message) {
        return new AwsError(400, "ClientException", message);
    }
}
