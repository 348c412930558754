package dev.sluice.deploy.aws.stack;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A template of CloudFormation, with its functions in their long form: {@code !Ref x} is {@code {"Ref": "x"}}. */
record Template(JsonNode document) {

    private static final JsonMapper JSON = new JsonMapper();

    /** One in which nothing is. */
    static Template empty() {
        return new Template(JSON.createObjectNode());
    }

    static Template parse(String yaml) {
        return new Template(JSON.valueToTree(new Yaml(new Functions()).load(yaml)));
    }

    JsonNode section(String name) {
        return document.path(name);
    }

    private static final class Functions extends SafeConstructor {

        Functions() {
            super(new org.yaml.snakeyaml.LoaderOptions());
            yamlMultiConstructors.put("!", new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    String name = node.getTag().getValue().substring(1);
                    Object argument =
                            switch (node) {
                                case ScalarNode scalar ->
                                    name.equals("GetAtt")
                                            ? List.of(scalar.getValue().split("\\.", 2))
                                            : scalar.getValue();
                                case SequenceNode sequence -> constructSequence(sequence);
                                case MappingNode mapping -> constructMapping(mapping);
                                default -> throw new IllegalArgumentException("What is a " + node + "?");
                            };
                    return Map.of(List.of("Ref", "Condition").contains(name) ? name : "Fn::" + name, argument);
                }
            });
        }
    }
}
