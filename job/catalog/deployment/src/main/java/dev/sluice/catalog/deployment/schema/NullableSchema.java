package dev.sluice.catalog.deployment.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Lets a schema take null besides what it takes. */
final class NullableSchema {

    private NullableSchema() {}

    static void allow(ObjectNode schema) {
        if (schema.get("oneOf") instanceof ArrayNode alternatives) {
            alternatives.addObject().put("type", "null");
            return;
        }
        if (schema.get("type") instanceof TextNode type) {
            schema.putArray("type").add(type.asText()).add("null");
        }
        if (schema.get("enum") instanceof ArrayNode names) {
            names.addNull();
        }
        if (schema.has("const")) {
            schema.putArray("enum").add(schema.remove("const")).addNull();
        }
    }
}
