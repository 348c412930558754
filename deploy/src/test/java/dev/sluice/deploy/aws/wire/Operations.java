package dev.sluice.deploy.aws.wire;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** The operations of a service that a stand-in has; each takes and gives what the SDK's model of the service says. */
public final class Operations {

    private final Map<String, Function<JsonNode, SdkPojo>> byName = new HashMap<>();

    /** @param name as the model has it, in upper camel case; checked against the class of the request */
    public <B extends SdkBuilder<B, R> & SdkPojo, R extends SdkPojo> Operations with(
            Supplier<B> request, Function<R, ? extends SdkPojo> work) {
        String type = request.get().build().getClass().getSimpleName();
        byName.put(
                type.substring(0, type.length() - "Request".length()),
                tree -> work.apply(Model.read(tree, request.get()).build()));
        return this;
    }

    public SdkPojo call(String name, JsonNode input) {
        Function<JsonNode, SdkPojo> operation = byName.get(name);
        if (operation == null) {
            throw new AwsError(400, "InvalidAction", "The stand-in has no operation " + name);
        }
        return operation.apply(input);
    }
}
