package dev.sluice.deploy.infrastructure.document;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

import dev.sluice.testkit.Repository;

/** Reads what AWS reads here, as JSON, with CloudFormation's functions in their long form: {@code !Ref x} is {@code {"Ref": "x"}}. */
public final class Documents {

    public static final Path TEMPLATES = Repository.path("deploy/infrastructure");

    public static final Path BUNDLES = Repository.path("deploy/bundle");

    private static final ObjectMapper JSON = new ObjectMapper();

    private Documents() {}

    public static JsonNode shared() {
        return read(TEMPLATES.resolve("shared.yaml"));
    }

    public static JsonNode environment() {
        return read(TEMPLATES.resolve("environment.yaml"));
    }

    /** @throws UncheckedIOException when there is no such file */
    public static JsonNode read(Path file) {
        try (Reader text = Files.newBufferedReader(file)) {
            return parse(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode parse(Reader text) {
        return JSON.valueToTree(new Yaml(new Functions()).load(text));
    }

    /** Takes CloudFormation's tags for its functions, and refuses a key that stands twice. */
    private static final class Functions extends SafeConstructor {

        private static final List<String> WITHOUT_PREFIX = List.of("Ref", "Condition");

        Functions() {
            super(options());
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
                    return Map.of(WITHOUT_PREFIX.contains(name) ? name : "Fn::" + name, argument);
                }
            });
        }

        private static LoaderOptions options() {
            var options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            return options;
        }
    }
}
