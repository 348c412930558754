package dev.sluice.deploy.aws.stack;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.sluice.deploy.aws.store.FakeIdentity;
import dev.sluice.deploy.aws.wire.AwsError;

/**
 * A template with the values of its parameters in it, and without what its conditions leave out. What a resource only has once it
 * is there stands as {@code <Queue.Arn>}, and as {@code <Queue.Arn>'} once another one has taken its place.
 */
final class ResolvedTemplate {

    /** A resource as it shall be. */
    record Resource(String type, JsonNode properties) {}

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]+)}");

    private final Template template;
    private final Map<String, String> parameters;
    private final Map<String, String> exports;
    private final Set<String> replaced;
    private final String stack;

    /**
     * @param exports the outputs of other stacks that can be imported
     * @param replaced the logical ids of resources whose place another one takes
     */
    ResolvedTemplate(
            Template template,
            Map<String, String> parameters,
            String stack,
            Map<String, String> exports,
            Set<String> replaced) {
        this.template = template;
        this.parameters = parameters;
        this.stack = stack;
        this.exports = exports;
        this.replaced = replaced;
    }

    /** By logical id. */
    Map<String, Resource> resources() {
        Map<String, Resource> resources = new TreeMap<>();
        template.section("Resources").properties().forEach(entry -> {
            JsonNode resource = entry.getValue();
            if (isTrue(resource.path("Condition"))) {
                JsonNode properties = resolve(resource.path("Properties"));
                resources.put(
                        entry.getKey(),
                        new Resource(
                                resource.get("Type").asText(),
                                properties.isMissingNode() ? NODES.objectNode() : properties));
            }
        });
        return resources;
    }

    /** The outputs that are there, by key or by the name that they are exported by. */
    Map<String, String> outputs(boolean areExports) {
        Map<String, String> outputs = new TreeMap<>();
        template.section("Outputs").properties().forEach(entry -> {
            JsonNode output = entry.getValue();
            if (isTrue(output.path("Condition")) && (!areExports || output.has("Export"))) {
                outputs.put(
                        areExports ? resolve(output.at("/Export/Name")).asText() : entry.getKey(),
                        resolve(output.get("Value")).asText());
            }
        });
        return outputs;
    }

    /** @throws AwsError when a rule of the template does not hold */
    void checkRules() {
        template.section("Rules").properties().forEach(entry -> {
            JsonNode rule = entry.getValue();
            if (rule.has("RuleCondition") && !resolve(rule.get("RuleCondition")).asBoolean()) {
                return;
            }
            for (JsonNode assertion : rule.get("Assertions")) {
                if (!resolve(assertion.get("Assert")).asBoolean()) {
                    throw AwsError.validation("Template validation error: "
                            + assertion.path("AssertDescription").asText());
                }
            }
        });
    }

    private boolean isTrue(JsonNode condition) {
        return condition.isMissingNode()
                || resolve(template.section("Conditions").path(condition.asText()))
                        .asBoolean();
    }

    /** Without what is {@code AWS::NoValue}; that itself is missing. */
    private JsonNode resolve(JsonNode node) {
        if (node.isObject() && node.size() == 1) {
            String name = node.fieldNames().next();
            if (name.startsWith("Fn::") || name.equals("Ref") || name.equals("Condition")) {
                return call(name, node.get(name));
            }
        }
        if (node.isObject()) {
            ObjectNode resolved = NODES.objectNode();
            node.properties().forEach(field -> {
                JsonNode value = resolve(field.getValue());
                if (!value.isMissingNode()) {
                    resolved.set(field.getKey(), value);
                }
            });
            return resolved;
        }
        if (node.isArray()) {
            ArrayNode resolved = NODES.arrayNode();
            for (JsonNode element : node) {
                JsonNode value = resolve(element);
                if (!value.isMissingNode()) {
                    resolved.add(value);
                }
            }
            return resolved;
        }
        return node;
    }

    private JsonNode call(String function, JsonNode argument) {
        return switch (function) {
            case "Ref" -> reference(argument.asText());
            case "Condition" -> NODES.booleanNode(isTrue(argument));
            case "Fn::GetAtt" ->
                NODES.textNode(attribute(
                        argument.get(0).asText(), resolve(argument.get(1)).asText()));
            case "Fn::Sub" -> NODES.textNode(substitute(argument));
            case "Fn::Join" ->
                NODES.textNode(texts(resolve(argument.get(1))).stream()
                        .collect(Collectors.joining(argument.get(0).asText())));
            case "Fn::Split" ->
                NODES.arrayNode()
                        .addAll(List.of(resolve(argument.get(1))
                                        .asText()
                                        .split(Pattern.quote(argument.get(0).asText()), -1))
                                .stream()
                                .map(NODES::textNode)
                                .toList());
            case "Fn::Select" -> resolve(argument.get(1)).path(argument.get(0).asInt());
            case "Fn::If" -> resolve(argument.get(isTrue(argument.get(0)) ? 1 : 2));
            case "Fn::Equals" ->
                NODES.booleanNode(resolve(argument.get(0))
                        .asText()
                        .equals(resolve(argument.get(1)).asText()));
            case "Fn::Not" -> NODES.booleanNode(!resolve(argument.get(0)).asBoolean());
            case "Fn::And" ->
                NODES.booleanNode(texts(resolve(argument)).stream().allMatch(Boolean::parseBoolean));
            case "Fn::Or" -> NODES.booleanNode(texts(resolve(argument)).stream().anyMatch(Boolean::parseBoolean));
            case "Fn::ImportValue" -> imported(resolve(argument).asText());
            default -> throw AwsError.validation("The stand-in does not know " + function);
        };
    }

    private static Collection<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private JsonNode reference(String name) {
        String type = template.section("Parameters").path(name).path("Type").asText();
        if (type.startsWith("List<") || type.equals("CommaDelimitedList")) {
            return NODES.arrayNode()
                    .addAll(List.of(parameters.get(name).split(",")).stream()
                            .map(NODES::textNode)
                            .toList());
        }
        return name.equals("AWS::NoValue") ? MissingNode.getInstance() : NODES.textNode(text(name));
    }

    /** What a name stands for in a text. */
    private String text(String name) {
        if (parameters.containsKey(name)) {
            return parameters.get(name);
        }
        return switch (name) {
            case "AWS::Region" -> "eu-central-1";
            case "AWS::AccountId" -> FakeIdentity.ACCOUNT;
            case "AWS::Partition" -> "aws";
            case "AWS::URLSuffix" -> "amazonaws.com";
            case "AWS::StackName" -> stack;
            default -> attribute(name.split("\\.", 2)[0], name.contains(".") ? name.split("\\.", 2)[1] : "Ref");
        };
    }

    private String attribute(String resource, String attribute) {
        if (!template.section("Resources").has(resource)) {
            throw AwsError.validation("Template format error: Unresolved resource dependencies [" + resource + "]");
        }
        JsonNode declared = template.section("Resources").path(resource);
        if (declared.path("Type").asText().equals("AWS::IAM::Role") && attribute.equals("Arn")) {
            JsonNode name = resolve(declared.at("/Properties/RoleName"));
            return "arn:aws:iam::" + FakeIdentity.ACCOUNT + ":role/"
                    + (name.isMissingNode() ? stack + "-" + resource : name.asText());
        }
        return "<" + resource + "." + attribute + ">" + (replaced.contains(resource) ? "'" : "");
    }

    private String substitute(JsonNode argument) {
        JsonNode text = argument.isArray() ? argument.get(0) : argument;
        JsonNode variables = argument.isArray() ? argument.get(1) : NODES.objectNode();
        Matcher matcher = VARIABLE.matcher(text.asText());
        return matcher.replaceAll(match -> {
            String name = match.group(2);
            String value = match.group(1).isEmpty()
                    ? (variables.has(name) ? resolve(variables.get(name)).asText() : text(name))
                    : "${" + name + "}";
            return Matcher.quoteReplacement(value);
        });
    }

    private JsonNode imported(String name) {
        if (!exports.containsKey(name)) {
            throw AwsError.validation("No export named " + name + " found.");
        }
        return NODES.textNode(exports.get(name));
    }
}
