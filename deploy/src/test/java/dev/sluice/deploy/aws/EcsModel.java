package dev.sluice.deploy.aws;

import com.fasterxml.jackson.databind.JsonNode;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;

/** Amazon ECS as its SDK describes it. */
public final class EcsModel {

    private EcsModel() {}

    /** @throws AwsError when the definition has a name that ECS does not know */
    public static ContainerDefinition container(JsonNode definition) {
        return Model.read(definition, ContainerDefinition.builder()).build();
    }
}
