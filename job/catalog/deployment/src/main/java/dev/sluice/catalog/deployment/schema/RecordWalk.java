package dev.sluice.catalog.deployment.schema;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Goes through a payload record and the records in it, and describes each. */
final class RecordWalk {

    private final ObjectMapper mapper;
    private final Class<?> payload;
    private final Definitions definitions;
    private final Cascades cascades = new Cascades();
    private final TypeSchemas types;

    RecordWalk(Class<?> payload, ObjectMapper mapper) {
        this.payload = payload;
        this.mapper = mapper;
        this.definitions = new Definitions(payload);
        this.types = new TypeSchemas(mapper, this::structure);
    }

    ObjectNode schema() {
        ObjectNode whole = mapper.createObjectNode().put("$schema", "https://json-schema.org/draft/2020-12/schema");
        checkStandsAlone(payload, payload.getName());
        record(payload);
        cascades.check();
        whole.setAll(definitions.schema(payload));
        definitions.resolve(whole);
        return whole;
    }

    private void record(Class<?> type) {
        if (definitions.has(type)) {
            return;
        }
        if (type.getTypeParameters().length > 0) {
            throw new UndescribedException(type.getName() + ": a record in a payload has no type parameters");
        }
        members(type, definitions.add(type));
    }

    /** Fills in what a record's object is made of. */
    private void members(Class<?> type, ObjectNode schema) {
        JacksonAnnotations.checkRecord(type);
        cascades.declare(type);
        schema.put("type", "object");
        JsonClassDescription description = type.getAnnotation(JsonClassDescription.class);
        if (description != null && !description.value().isEmpty()) {
            schema.put("description", description.value());
        }
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = mapper.createArrayNode();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = name(component);
            if (properties.has(name)) {
                throw place(component).refused("another component has the name \"" + name + "\" in JSON, too");
            }
            if (component(component, properties.putObject(name))) {
                required.add(name);
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        schema.put("additionalProperties", false);
    }

    private static String name(RecordComponent component) {
        return JacksonAnnotations.find(component, JsonProperty.class)
                .map(JsonProperty::value)
                .filter(name -> !name.isEmpty())
                .orElse(component.getName());
    }

    private static Place place(RecordComponent component) {
        return new Place(component, JacksonAnnotations.field(component).getAnnotatedType());
    }

    /** Whether it has to be there. */
    private boolean component(RecordComponent component, ObjectNode schema) {
        Place place = place(component);
        Optional<JsonProperty> property = JacksonAnnotations.find(component, JsonProperty.class);
        property.filter(json -> json.access() == JsonProperty.Access.READ_ONLY).ifPresent(json -> {
            throw place.refused("a client could not send what is read-only");
        });
        AnnotatedElement field = JacksonAnnotations.field(component);
        boolean notNull = component.getType().isPrimitive() || new Constraints(field).forbidNull();
        boolean optional = component.getType() == Optional.class;
        types.describe(place, field, schema, !notNull || optional, false);
        JacksonAnnotations.find(component, JsonPropertyDescription.class)
                .ifPresent(description -> schema.put("description", description.value()));
        property.map(JsonProperty::defaultValue)
                .filter(value -> !value.isEmpty())
                .ifPresent(value -> schema.set("default", defaultValue(component.getType(), value)));
        return notNull && !optional || property.filter(RecordWalk::isRequired).isPresent();
    }

    private static boolean isRequired(JsonProperty property) {
        return property.isRequired().asPrimitive() || property.required();
    }

    private JsonNode defaultValue(Class<?> type, String value) {
        if (type != String.class && !type.isEnum()) {
            try {
                return mapper.readTree(value);
            } catch (JsonProcessingException e) {
                // A string of another type: a URI, a timestamp.
            }
        }
        return mapper.getNodeFactory().textNode(value);
    }

    private void structure(Class<?> type, Place place, ObjectNode schema, boolean nullable, boolean valid) {
        if (type.isRecord()) {
            checkStandsAlone(
                    type,
                    place.component().getDeclaringRecord().getName() + "."
                            + place.component().getName());
            record(type);
        } else {
            alternatives(type);
        }
        cascades.use(type, place, valid);
        definitions.use(type, schema, nullable);
    }

    private void alternatives(Class<?> type) {
        if (definitions.has(type)) {
            return;
        }
        Alternatives alternatives = Alternatives.of(type);
        ObjectNode schema = definitions.add(type);
        JsonClassDescription description = type.getAnnotation(JsonClassDescription.class);
        if (description != null && !description.value().isEmpty()) {
            schema.put("description", description.value());
        }
        ArrayNode oneOf = schema.putArray("oneOf");
        cascades.declare(type);
        alternatives.names().forEach((record, names) -> {
            ObjectNode one = oneOf.addObject();
            cascades.contain(type, record);
            members(record, one);
            alternative(alternatives.property(), names, record, one);
        });
    }

    /** Puts the property that says which record it is before the others. */
    private void alternative(String property, List<String> names, Class<?> record, ObjectNode schema) {
        ObjectNode others = (ObjectNode) schema.get("properties");
        if (others.has(property)) {
            throw new UndescribedException(record.getName() + ": its component \"" + property
                    + "\" has the name of the property that says which record it is");
        }
        ObjectNode properties = mapper.createObjectNode();
        if (names.size() == 1) {
            properties.putObject(property).put("const", names.getFirst());
        } else {
            names.forEach(properties.putObject(property).putArray("enum")::add);
        }
        schema.set("properties", properties.setAll(others));
        ArrayNode required = mapper.createArrayNode().add(property);
        schema.path("required").forEach(required::add);
        schema.set("required", required);
    }

    /** A record of a sealed interface says which it is even where it is clear; as a payload, or a component's own type, it is refused. */
    private static void checkStandsAlone(Class<?> record, String where) {
        for (Class<?> type : supertypes(record, new HashSet<>())) {
            if (type.isAnnotationPresent(JsonTypeInfo.class)) {
                throw new UndescribedException("%s: %s is one of the records of %s, and can only be declared as that"
                        .formatted(where, record.getName(), type.getName()));
            }
        }
    }

    private static Set<Class<?>> supertypes(Class<?> type, Set<Class<?>> found) {
        for (Class<?> parent : type.getInterfaces()) {
            found.add(parent);
            supertypes(parent, found);
        }
        return found;
    }
}
