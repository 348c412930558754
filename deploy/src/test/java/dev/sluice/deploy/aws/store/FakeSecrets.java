package dev.sluice.deploy.aws.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.DeleteSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DeleteSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;

import dev.sluice.deploy.aws.wire.AwsError;
import dev.sluice.deploy.aws.wire.Operations;

/** As much of AWS Secrets Manager as a proof needs. */
public final class FakeSecrets {

    /** By their names, with all values that they had; null for one that waits for its deletion, whose name stays taken. */
    private final Map<String, List<String>> secrets = new TreeMap<>();

    public Operations operations() {
        return new Operations()
                .with(CreateSecretRequest::builder, this::create)
                .with(PutSecretValueRequest::builder, this::put)
                .with(DeleteSecretRequest::builder, this::delete);
    }

    public List<String> names() {
        return List.copyOf(secrets.keySet());
    }

    private CreateSecretResponse create(CreateSecretRequest request) {
        if (secrets.containsKey(request.name())) {
            throw new AwsError(
                    400,
                    secrets.get(request.name()) == null ? "InvalidRequestException" : "ResourceExistsException",
                    "The operation failed because the secret " + request.name() + " already exists.");
        }
        secrets.put(request.name(), new ArrayList<>(List.of(request.secretString())));
        return CreateSecretResponse.builder()
                .name(request.name())
                .arn(arn(request.name()))
                .build();
    }

    private PutSecretValueResponse put(PutSecretValueRequest request) {
        existing(request.secretId()).add(request.secretString());
        return PutSecretValueResponse.builder().arn(arn(request.secretId())).build();
    }

    /** API Reference, DeleteSecret: without force it waits for its recovery window. */
    private DeleteSecretResponse delete(DeleteSecretRequest request) {
        existing(request.secretId());
        if (Boolean.TRUE.equals(request.forceDeleteWithoutRecovery())) {
            secrets.remove(request.secretId());
        } else {
            secrets.put(request.secretId(), null);
        }
        return DeleteSecretResponse.builder().arn(arn(request.secretId())).build();
    }

    private List<String> existing(String name) {
        List<String> values = secrets.get(name);
        if (values == null) {
            throw new AwsError(400, "ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
        }
        return values;
    }

    private static String arn(String name) {
        return "arn:aws:secretsmanager:eu-central-1:" + FakeIdentity.ACCOUNT + ":secret:" + name + "-AbCdEf";
    }
}
