package dev.sluice.catalog.deployment.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;

/** JSON that fits a schema, nearly fits it, or does not fit it at all. */
final class GeneratedJson {

    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "-1",
            "2",
            "3",
            "1.0",
            "1.5",
            "0.5",
            "1e2",
            "100",
            "100.1",
            "127",
            "128",
            "-129",
            "32767",
            "32768",
            "2147483647",
            "2147483648",
            "-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "1e20",
            "99999999999999999999",
            "3.5e38",
            "1e400",
            "-1e400");

    private static final List<String> STRINGS = List.of(
            "",
            " ",
            "\\n",
            "\\u00a0",
            " a ",
            "a",
            "ab",
            "abcd",
            "abcde",
            "AB",
            "a b",
            "0",
            "1",
            "1.5",
            "-1",
            "true",
            "null",
            "NaN",
            "INF",
            "-INF",
            "Infinity",
            "RED",
            "red",
            " RED ",
            "light-green",
            "LIGHT_GREEN",
            "low",
            "LOW",
            "card",
            "https://example.com/",
            "http://h:8080/a?b=c#d",
            "relative/path",
            "mailto:a@b",
            "%zz",
            "\u00fcn\u00ef",
            "//h/p",
            "2026-11-22T10:15:30Z",
            "2026-11-22T10:15:30.123456789Z",
            "2026-11-22T10:15:30.1234567891Z",
            "2026-11-22T10:15:30+01:00",
            "2026-11-22T10:15:30-17:59",
            "2026-11-22T10:15:30+18:00",
            "2026-11-22T10:15:30+0100",
            "2026-11-22T10:15:30+01",
            "2026-11-22t10:15:30z",
            "2026-11-22 10:15:30Z",
            "2026-11-22T10:15Z",
            "2026-11-22T24:00:00Z",
            "2016-12-31T23:59:60Z",
            "2026-02-30T10:15:30Z",
            "+12026-11-22T10:15:30Z",
            "1763806530",
            "1763806530.5",
            "2026-11-22T10:15:30",
            "2026-11-22T10:15",
            "2026-02-30T10:15:30",
            "2024-02-29T10:15:30",
            "2023-02-29T10:15:30",
            "2100-02-29T10:15:30",
            "2000-02-29T00:00",
            "2026-11-22",
            "2026-02-30",
            "2024-02-29",
            "2023-02-29",
            "2026-1-2",
            "20261122",
            "2026-11-22Z",
            "10:15:30",
            "10:15",
            "10:15:30.5",
            "24:00:00",
            "24:00",
            "10:15:60",
            "10:15:30Z",
            "PT30S",
            "PT0.5S",
            "-PT1M",
            "P1D",
            "P1DT2H3M4.5S",
            "P1W",
            "P1Y",
            "P1M",
            "PT",
            "P",
            "P1DT",
            "pt5s",
            "PT-5S",
            "PT5S ",
            "PT99999999999999999999S",
            "PT1S1M",
            "30",
            "0197f3e4-7c1a-7b52-9d0f-5c2b7a3e9d10",
            "0197F3E4-7C1A-7B52-9D0F-5C2B7A3E9D10",
            "1-1-1-1-1",
            "0197f3e47c1a7b529d0f5c2b7a3e9d10",
            "AZfz5HwaeVKdD1wrej6dEA==");

    private static final List<String> OTHERS = List.of(
            "null",
            "true",
            "false",
            "[]",
            "{}",
            "[null]",
            "[[]]",
            "[1]",
            "[\"a\"]",
            "[[\"a\"], [null]]",
            "{\"k\":null}",
            "{\"RED\":1}",
            "{\"red\":1}",
            "{\"abcd\":\"a\"}",
            "{\"a\":{\"b\":[1,\"x\",null]}}",
            "{\"name\":\"a\"}",
            "{\"name\":\"a\",\"parts\":[\"b\"]}",
            "{\"name\":\"a\",\"short\":true}",
            "{\"name\":\"a\",\"label\":\"b\"}",
            "{\"name\":\"a\",\"children\":[{\"name\":\"b\"}]}",
            "{\"name\":\"a\",\"children\":[{\"name\":null}]}",
            "{\"name\":\"a\",\"children\":[null]}",
            "{\"article\":\"a\",\"count\":1}",
            "{\"article\":\" \",\"count\":1}",
            "{\"article\":\"a\",\"count\":0}",
            "{\"article\":\"a\"}",
            "{\"kind\":\"card\",\"number\":\"1\"}",
            "{\"number\":\"1\",\"kind\":\"card\"}",
            "{\"kind\":\"card\"}",
            "{\"kind\":\"card\",\"amount\":1}",
            "{\"kind\":\"sepa\",\"amount\":1}",
            "{\"amount\":1.0,\"kind\":\"transfer\",\"notes\":[\"a\"]}",
            "{\"kind\":\"sepa\",\"amount\":1,\"notes\":[null]}",
            "{\"kind\":\"transfer\"}",
            "{\"kind\":\"cash\"}",
            "{\"kind\":\"CARD\"}",
            "{\"kind\":5}",
            "{\"kind\":null}",
            "{\"kind\":[\"card\"]}",
            "{\"number\":\"1\"}",
            "[\"card\",{\"number\":\"1\"}]",
            "{\"card\":{\"number\":\"1\"}}",
            "{\"@type\":\"dog\",\"name\":\"a\"}",
            "{\"@type\":\"dog\"}",
            "{\"@type\":\"cat\"}",
            "{\"@type\":\"cat\",\"name\":\"a\"}",
            "{\"@type\":\"Cat\"}");

    private final Random random;
    private final JsonNode root;

    GeneratedJson(Random random, JsonNode root) {
        this.random = random;
        this.root = root;
    }

    /** An object that may be the payload. */
    String next() {
        return object(root, 0);
    }

    private String value(JsonNode schema, int depth) {
        if (depth > 4 || random.nextInt(8) == 0) {
            return anything();
        }
        if (schema.has("$ref")) {
            return value(root.at(schema.get("$ref").asText().substring(1)), depth + 1);
        }
        for (String choice : List.of("anyOf", "oneOf")) {
            if (schema.has(choice)) {
                return value(
                        schema.get(choice).get(random.nextInt(schema.get(choice).size())), depth + 1);
            }
        }
        for (String choice : List.of("enum", "const")) {
            if (schema.has(choice)) {
                return schema.get(choice).isArray()
                        ? schema.get(choice)
                                .get(random.nextInt(schema.get(choice).size()))
                                .toString()
                        : schema.get(choice).toString();
            }
        }
        JsonNode type = schema.path("type");
        return typed(type.isArray() ? type.get(random.nextInt(type.size())).asText() : type.asText(), schema, depth);
    }

    private String typed(String type, JsonNode schema, int depth) {
        return switch (type) {
            case "object" -> schema.has("properties") ? object(schema, depth) : map(schema, depth);
            case "array" -> array(schema, depth);
            case "string" -> string(schema);
            case "integer", "number" -> pick(NUMBERS);
            case "boolean" -> random.nextInt(4) == 0 ? "false" : "true";
            case "null" -> "null";
            default -> anything();
        };
    }

    /** Of those with the right form often one, since of all few have it. */
    private String string(JsonNode schema) {
        List<String> fitting = STRINGS;
        if (schema.has("pattern") && random.nextInt(3) > 0) {
            var pattern = java.util.regex.Pattern.compile(schema.get("pattern").asText());
            fitting = STRINGS.stream()
                    .filter(text -> pattern.matcher(text).find())
                    .toList();
        }
        return '"' + pick(fitting) + '"';
    }

    private String object(JsonNode schema, int depth) {
        List<String> members = new ArrayList<>();
        schema.get("properties").properties().forEach(property -> {
            boolean required = false;
            for (JsonNode name : schema.path("required")) {
                required |= name.asText().equals(property.getKey());
            }
            if (random.nextInt(required ? 12 : 3) > 0) {
                members.add('"' + property.getKey() + "\":" + value(property.getValue(), depth + 1));
            }
        });
        if (random.nextInt(20) == 0) {
            members.add("\"unknown\":1");
        }
        java.util.Collections.shuffle(members, random);
        return '{' + String.join(",", members) + '}';
    }

    private String map(JsonNode schema, int depth) {
        List<String> keys = new ArrayList<>(List.of("a", "RED", "light-green", "LIGHT_GREEN", "long"));
        java.util.Collections.shuffle(keys, random);
        List<String> members = new ArrayList<>();
        for (String key : keys.subList(0, random.nextInt(3))) {
            members.add('"' + key + "\":" + value(schema.path("additionalProperties"), depth + 1));
        }
        return '{' + String.join(",", members) + '}';
    }

    private String array(JsonNode schema, int depth) {
        List<String> entries = new ArrayList<>();
        for (int count = random.nextInt(3); count > 0; count--) {
            entries.add(value(schema.path("items"), depth + 1));
        }
        return '[' + String.join(",", entries) + ']';
    }

    private String anything() {
        return switch (random.nextInt(3)) {
            case 0 -> pick(NUMBERS);
            case 1 -> '"' + pick(STRINGS) + '"';
            default -> pick(OTHERS);
        };
    }

    private String pick(List<String> values) {
        return values.isEmpty() ? "\"\"" : values.get(random.nextInt(values.size()));
    }
}
