package dev.sluice.localaws.cloudwatch.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.sluice.localaws.cloudwatch.api.Rejection;

/** The fields of a form, whose names are paths: {@code MetricData.member.1.Dimensions.member.2.Name}. */
public record Form(SortedMap<String, String> fields) {

    private static final String LIST = "member";

    /** Nothing in CloudWatch is nested that deep; lists count twice. */
    private static final int MAX_DEPTH = 20;

    private static final Pattern POSITION = Pattern.compile("[1-9]\\d{0,5}");

    /** @throws Rejection when an escape is none */
    public static Form parse(String text) {
        SortedMap<String, String> fields = new TreeMap<>();
        for (String field : text.split("&")) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(decode(field.substring(0, equals)), decode(field.substring(equals + 1)));
            }
        }
        return new Form(fields);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Rejection.unreadable("The form cannot be read.");
        }
    }

    /** The input's members, without what names the operation. */
    public JsonNode tree() {
        Branch root = new Branch();
        fields.forEach((name, value) -> {
            if (!name.equals("Action") && !name.equals("Version")) {
                root.put(name, value);
            }
        });
        return root.toNode();
    }

    /** What the names have in common up to a point. */
    private static final class Branch {

        private final Map<String, Branch> branches = new TreeMap<>();
        private String value;

        void put(String name, String text) {
            String[] path = name.split("\\.", MAX_DEPTH + 1);
            if (path.length > MAX_DEPTH) {
                throw Rejection.unreadable("A field's name has more than " + MAX_DEPTH + " parts.");
            }
            Branch branch = this;
            for (String step : path) {
                branch = branch.branches.computeIfAbsent(step, s -> new Branch());
            }
            branch.value = text;
        }

        JsonNode toNode() {
            if (value != null && branches.isEmpty()) {
                return TextNode.valueOf(value);
            }
            Branch list = branches.get(LIST);
            if (list != null && branches.size() == 1) {
                return list.toArray();
            }
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            branches.forEach((name, branch) -> object.set(name, branch.toNode()));
            return object;
        }

        private ArrayNode toArray() {
            SortedMap<Integer, Branch> members = new TreeMap<>();
            branches.forEach((position, branch) -> {
                if (!POSITION.matcher(position).matches()) {
                    throw Rejection.unreadable("A list's members are numbered from 1, and one is " + position + ".");
                }
                members.put(Integer.valueOf(position), branch);
            });
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            members.values().forEach(member -> array.add(member.toNode()));
            return array;
        }
    }
}
