package dev.sluice.deploy.aws.wire;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.RequiredTrait;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * The SDK's own classes as trees and back, by the names and types that its model gives them: a stand-in can neither take a
 * parameter nor give a field that AWS has not.
 */
public final class Model {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Model() {}

    /**
     * Fills a builder.
     *
     * @throws AwsError when the tree has a name that the model has not, or lacks a required one
     */
    public static <B extends SdkPojo> B read(JsonNode tree, B builder) {
        Map<String, SdkField<?>> fields = new LinkedHashMap<>();
        builder.sdkFields().forEach(field -> fields.put(field.locationName(), field));
        tree.properties().forEach(property -> {
            SdkField<?> field = fields.get(property.getKey());
            if (field == null) {
                throw AwsError.validation("Unknown parameter: " + property.getKey());
            }
            field.set(builder, value(field, property.getValue()));
        });
        fields.values().stream()
                .filter(field -> field.containsTrait(RequiredTrait.class) && !tree.has(field.locationName()))
                .findAny()
                .ifPresent(field -> {
                    throw AwsError.validation("Missing parameter: " + field.locationName());
                });
        return builder;
    }

    private static Object value(SdkField<?> field, JsonNode node) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.STRING) {
            return node.asText();
        } else if (type == MarshallingType.INTEGER) {
            return Integer.valueOf(node.asText());
        } else if (type == MarshallingType.LONG) {
            return Long.valueOf(node.asText());
        } else if (type == MarshallingType.BOOLEAN) {
            return Boolean.valueOf(node.asText());
        } else if (type == MarshallingType.INSTANT) {
            return Instant.parse(node.asText());
        } else if (type == MarshallingType.LIST) {
            SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
            List<Object> list = new ArrayList<>();
            node.forEach(element -> list.add(value(member, element)));
            return list;
        } else if (type == MarshallingType.MAP) {
            SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
            Map<String, Object> map = new LinkedHashMap<>();
            node.properties().forEach(entry -> map.put(entry.getKey(), value(member, entry.getValue())));
            return map;
        } else if (type == MarshallingType.SDK_POJO) {
            SdkPojo builder = read(node, field.constructor().get());
            return ((SdkBuilder<?, ?>) builder).build();
        }
        throw AwsError.validation("The stand-in cannot read " + field.locationName() + " of the type " + type);
    }

    /** @param times how a time is written, which the protocols do in different ways */
    public static ObjectNode write(SdkPojo pojo, Function<Instant, JsonNode> times) {
        ObjectNode tree = NODES.objectNode();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (value != null && !isUnset(value)) {
                tree.set(field.locationName(), node(field, value, times));
            }
        }
        return tree;
    }

    /** The SDK has empty collections for those that were never set, of a class of their own. */
    private static boolean isUnset(Object value) {
        return value.getClass().getSimpleName().startsWith("DefaultSdkAutoConstruct");
    }

    private static JsonNode node(SdkField<?> field, Object value, Function<Instant, JsonNode> times) {
        return switch (value) {
            case SdkPojo pojo -> write(pojo, times);
            case Instant time -> times.apply(time);
            case Boolean truth -> NODES.booleanNode(truth);
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case Double number -> NODES.numberNode(number);
            case List<?> list -> {
                SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
                ArrayNode array = NODES.arrayNode();
                list.forEach(element -> array.add(node(member, element, times)));
                yield array;
            }
            case Map<?, ?> map -> {
                SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
                ObjectNode object = NODES.objectNode();
                map.forEach((key, element) -> object.set((String) key, node(member, element, times)));
                yield object;
            }
            default -> NODES.textNode(value.toString());
        };
    }
}
