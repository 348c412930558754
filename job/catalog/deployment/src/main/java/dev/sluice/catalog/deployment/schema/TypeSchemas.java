package dev.sluice.catalog.deployment.schema;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.validation.Valid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Describes each type that a payload may have, and refuses all others. */
final class TypeSchemas {

    /** Describes a record, or a sealed interface of records, where it is used. */
    @FunctionalInterface
    interface Structures {
        void describe(Class<?> type, Place place, ObjectNode schema, boolean nullable, boolean checked);
    }

    /** By name only: in dev mode the class is reloaded with the application. */
    private static final String JSON_TEXT = "dev.sluice.job.JsonText";

    private static final String SUPPORTED =
            "a payload is made of String, boolean, numbers, enums, URI, UUID, Instant, OffsetDateTime, LocalDate, LocalTime, "
                    + "LocalDateTime, Duration, other records, sealed interfaces of records, List, Set, Collection, Map, "
                    + "Optional, JsonText, JsonNode and Object";

    private final ObjectMapper mapper;
    private final Structures structures;

    TypeSchemas(ObjectMapper mapper, Structures structures) {
        this.mapper = mapper;
        this.structures = structures;
    }

    /**
     * Describes a type where it is used.
     *
     * @param annotated where its constraints are
     * @param schema gets the description
     * @param checked whether what holds it asks for what is in it to be validated
     */
    void describe(Place place, AnnotatedElement annotated, ObjectNode schema, boolean nullable, boolean checked) {
        Class<?> type = erased(place);
        boolean valid = checked || annotated.isAnnotationPresent(Valid.class);
        var constraints = new Constraints(annotated);
        if (type == Optional.class) {
            if (!place.type().getType().equals(place.component().getGenericType())) {
                throw place.refused("an Optional stands for a component that may be left out, and nowhere else");
            }
            constraints.allowOnlyNotNull(place);
            AnnotatedType value = argument(place, 0);
            if (erased(place.at(value)) == Optional.class) {
                throw place.refused("an Optional of an Optional");
            }
            if (new Constraints(value).forbidNull()) {
                throw place.refused(
                        "a constraint inside refuses an empty Optional: leave the Optional out, or let it take null");
            }
            describe(place.at(value), value, schema, true, valid);
        } else if (type.isRecord() || type.isSealed() && type.isInterface()) {
            structures.describe(type, place, schema, nullable, valid);
            constraints.describe(mapper.createObjectNode(), place);
        } else if (isAnything(type)) {
            constraints.describe(schema, place);
            if (type == Object.class && !nullable) {
                schema.putObject("not").put("type", "null");
            }
        } else {
            value(type, place, schema, valid);
            constraints.describe(schema, place);
            if (nullable) {
                NullableSchema.allow(schema);
            }
        }
    }

    private void value(Class<?> type, Place place, ObjectNode schema, boolean valid) {
        if (type == String.class) {
            schema.put("type", "string");
        } else if (type == boolean.class || type == Boolean.class) {
            schema.put("type", "boolean");
        } else if (NumberSchemas.include(type)) {
            NumberSchemas.describe(type, schema);
        } else if (TextSchemas.include(type)) {
            TextSchemas.describe(type, schema);
        } else if (type.isEnum()) {
            schema.put("type", "string").set("enum", names(type, place));
        } else if (type == ObjectNode.class) {
            schema.put("type", "object");
        } else if (type == ArrayNode.class) {
            schema.put("type", "array");
        } else if (type == List.class || type == Set.class || type == Collection.class) {
            AnnotatedType entry = argument(place, 0);
            schema.put("type", "array");
            describe(place.at(entry), entry, schema.putObject("items"), false, valid);
        } else if (type == Map.class) {
            schema.put("type", "object");
            keys(place.at(argument(place, 0)), schema);
            AnnotatedType value = argument(place, 1);
            describe(place.at(value), value, schema.putObject("additionalProperties"), false, valid);
        } else {
            throw place.refused(advice(type));
        }
    }

    private static String advice(Class<?> type) {
        if (type.isArray()) {
            return "write a List instead of an array";
        } else if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            return "nothing says which class to make; " + SUPPORTED;
        }
        return SUPPORTED;
    }

    private void keys(Place place, ObjectNode schema) {
        Class<?> type = erased(place);
        ObjectNode keys = mapper.createObjectNode();
        if (type == String.class) {
            keys.put("type", "string");
            new Constraints(place.type()).describe(keys, place);
            keys.remove("type");
        } else if (type.isEnum()) {
            keys.set("enum", names(type, place));
        } else {
            throw place.refused("a map's keys are String or an enum");
        }
        if (!keys.isEmpty()) {
            schema.set("propertyNames", keys);
        }
    }

    private ArrayNode names(Class<?> type, Place place) {
        JacksonAnnotations.checkEnum(type);
        ArrayNode names = mapper.createArrayNode();
        for (Object constant : type.getEnumConstants()) {
            JsonNode name = mapper.valueToTree(constant);
            if (!name.isTextual()) {
                throw place.refused("an enum is written as a string");
            }
            names.add(name);
        }
        return names;
    }

    private static boolean isAnything(Class<?> type) {
        return type == Object.class || type == JsonNode.class || type.getName().equals(JSON_TEXT);
    }

    private static AnnotatedType argument(Place place, int index) {
        if (place.type() instanceof AnnotatedParameterizedType parameterized) {
            return parameterized.getAnnotatedActualTypeArguments()[index];
        }
        throw place.refused("it does not say what is in it");
    }

    private static Class<?> erased(Place place) {
        Type type = place.type().getType();
        if (type instanceof ParameterizedType parameterized) {
            type = parameterized.getRawType();
        }
        if (type instanceof Class<?> erased) {
            return erased;
        }
        throw place.refused("the type has to be a certain one");
    }
}
