package dev.sluice.catalog.deployment.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The records and interfaces that a schema is made of: one that is used once goes where it is used, any other under {@code $defs}. */
final class Definitions {

    /** Where a type is used: a node that gets the type's definition, or refers to it. */
    private record Use(ObjectNode node, boolean nullable) {}

    private final Class<?> root;
    private final Map<Class<?>, ObjectNode> schemas = new LinkedHashMap<>();
    private final Map<Class<?>, List<Use>> uses = new LinkedHashMap<>();

    Definitions(Class<?> root) {
        this.root = root;
    }

    boolean has(Class<?> type) {
        return schemas.containsKey(type);
    }

    /** Before what is in the type is described, which may be the type itself. */
    ObjectNode add(Class<?> type) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schemas.put(type, schema);
        uses.put(type, new ArrayList<>());
        return schema;
    }

    ObjectNode schema(Class<?> type) {
        return schemas.get(type);
    }

    void use(Class<?> type, ObjectNode node, boolean nullable) {
        uses.get(type).add(new Use(node, nullable));
    }

    /** Puts all in its place, once all are described. */
    void resolve(ObjectNode whole) {
        Map<String, Class<?>> named = new LinkedHashMap<>();
        uses.forEach((type, places) -> {
            if (type == root) {
                places.forEach(use -> refer(use, "#"));
            } else if (places.size() == 1) {
                inline(places.getFirst(), schemas.get(type));
            } else {
                String name = name(type, named);
                places.forEach(use -> refer(use, "#/$defs/" + name));
            }
        });
        if (!named.isEmpty()) {
            ObjectNode definitions = whole.putObject("$defs");
            named.forEach((name, type) -> definitions.set(name, schemas.get(type)));
        }
    }

    private static String name(Class<?> type, Map<String, Class<?>> taken) {
        String name = type.getSimpleName();
        for (int i = 2; taken.containsKey(name); i++) {
            name = type.getSimpleName() + i;
        }
        taken.put(name, type);
        return name;
    }

    private static void refer(Use use, String reference) {
        if (use.nullable()) {
            var alternatives = use.node().putArray("anyOf");
            alternatives.addObject().put("$ref", reference);
            alternatives.addObject().put("type", "null");
        } else {
            use.node().put("$ref", reference);
        }
    }

    private static void inline(Use use, ObjectNode definition) {
        // What is said where it is used, its description above all, counts before what is said of the type.
        ObjectNode own = use.node().deepCopy();
        use.node().setAll(definition);
        use.node().setAll(own);
        if (use.nullable()) {
            NullableSchema.allow(use.node());
        }
    }
}
