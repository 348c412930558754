package dev.sluice.deploy.infrastructure.document;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

/** Ways through a document. */
public final class Tree {

    private Tree() {}

    /** The resources of one type, by their names in the template. */
    public static Map<String, JsonNode> resources(JsonNode template, String type) {
        var found = new TreeMap<String, JsonNode>();
        template.get("Resources").properties().stream()
                .filter(resource -> resource.getValue().get("Type").asText().equals(type))
                .forEach(resource ->
                        found.put(resource.getKey(), resource.getValue().path("Properties")));
        return found;
    }

    /** A value that may be a list or a single one. */
    public static List<JsonNode> list(JsonNode oneOrMore) {
        return oneOrMore.isArray() ? children(oneOrMore).toList() : List.of(oneOrMore);
    }

    /** The statements of a policy, conditional ones too. */
    public static Stream<JsonNode> statements(JsonNode policy) {
        return children(policy.get("Statement"))
                .map(statement ->
                        statement.has("Fn::If") ? statement.get("Fn::If").get(1) : statement);
    }

    public static Stream<JsonNode> children(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }

    /** Calls for each field of each object, however deep. */
    public static void forEachField(JsonNode node, BiConsumer<String, JsonNode> field) {
        node.properties().forEach(entry -> field.accept(entry.getKey(), entry.getValue()));
        children(node).forEach(child -> forEachField(child, field));
    }

    /** The option settings of an Elastic Beanstalk environment as {@code NAMESPACE NAME}, conditional ones too. */
    public static Map<String, JsonNode> options(JsonNode environment) {
        var options = new TreeMap<String, JsonNode>();
        children(environment.get("OptionSettings"))
                .map(setting -> setting.has("Fn::If") ? setting.get("Fn::If").get(1) : setting)
                .forEach(setting -> {
                    String name = setting.get("Namespace").asText() + " "
                            + setting.get("OptionName").asText();
                    if (options.put(name, setting.get("Value")) != null) {
                        throw new IllegalArgumentException(name + " is set twice");
                    }
                });
        return options;
    }
}
