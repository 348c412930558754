package dev.sluice.catalog.deployment;

import java.util.Map;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomPropertyDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;

/**
 * Derives the JSON Schema (2020-12) of a payload from its record, the record's constraints and Jackson's annotations.
 * What the schema says is what the producer's door does: unknown properties are forbidden, primitives are required.
 */
final class PayloadSchemas {

    /** By name only, for the same reason as in {@link JobTypes}. */
    private static final String JSON_TEXT = "dev.sluice.job.JsonText";

    private final ObjectMapper mapper = new ObjectMapper();
    private final SchemaGenerator generator;

    PayloadSchemas() {
        var config = new SchemaGeneratorConfigBuilder(mapper, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.STANDARD_FORMATS)
                .with(new JacksonModule(JacksonOption.RESPECT_JSONPROPERTY_REQUIRED))
                .with(new Constraints());
        config.forTypesInGeneral()
                .withPropertySorter((left, right) -> 0) // as declared
                .withAdditionalPropertiesResolver(scope -> Void.class) // victools' word for "none"
                .withCustomDefinitionProvider(this::definition);
        config.forFields()
                .withRequiredCheck(field -> field.getType().getErasedType().isPrimitive())
                .withDefaultResolver(this::defaultValue)
                .withCustomDefinitionProvider(this::mapDefinition);
        generator = new SchemaGenerator(config.build());
    }

    /** The schema as JSON text. A type that occurs twice stands under {@code $defs}, any other in its place. */
    String of(Class<?> payload) {
        return generator.generateSchema(payload).toString();
    }

    private CustomDefinition definition(ResolvedType type, SchemaGenerationContext context) {
        ObjectNode schema = mapper.createObjectNode();
        Class<?> erased = type.getErasedType();
        if (erased.isEnum()) {
            ArrayNode names = schema.put("type", "string").putArray("enum");
            for (Object constant : erased.getEnumConstants()) {
                names.add(mapper.<JsonNode>valueToTree(constant));
            }
        } else if (type.isInstanceOf(Map.class)) {
            schema.put("type", "object")
                    .set(
                            "additionalProperties",
                            context.createDefinitionReference(
                                    type.typeParametersFor(Map.class).get(1)));
        } else if (erased == ObjectNode.class) {
            schema.put("type", "object");
        } else if (erased == ArrayNode.class) {
            schema.put("type", "array");
        } else if (erased != JsonNode.class
                && erased != Object.class
                && !erased.getName().equals(JSON_TEXT)) {
            return null; // as usual
        }
        return new CustomDefinition(
                schema, CustomDefinition.DefinitionType.INLINE, CustomDefinition.AttributeInclusion.NO);
    }

    /** Unlike a map elsewhere, one that is a field carries the constraints on its keys and values. */
    private CustomPropertyDefinition mapDefinition(FieldScope field, SchemaGenerationContext context) {
        if (!field.getType().isInstanceOf(Map.class)) {
            return null;
        }
        ObjectNode schema = mapper.createObjectNode().put("type", "object");
        Constraints.keyPattern(field)
                .ifPresent(pattern -> schema.putObject("propertyNames").put("pattern", pattern));
        var values = (FieldScope) field.asFakeContainerItemScope(Map.class, 1);
        schema.set("additionalProperties", context.createStandardDefinitionReference(values, null));
        return new CustomPropertyDefinition(schema, CustomDefinition.AttributeInclusion.YES);
    }

    private Object defaultValue(FieldScope field) {
        JsonProperty property = field.getAnnotationConsideringFieldAndGetter(JsonProperty.class);
        if (property == null || property.defaultValue().isEmpty()) {
            return null;
        }
        Class<?> type = field.getType().getErasedType();
        if (type.isEnum() || type == String.class) {
            return property.defaultValue();
        }
        try {
            return mapper.readTree(property.defaultValue());
        } catch (JsonProcessingException e) {
            return property.defaultValue();
        }
    }
}
