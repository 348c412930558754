package dev.sluice.catalog.deployment.schema;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import dev.sluice.builtin.job.Checksum;
import dev.sluice.builtin.job.Webhook;
import dev.sluice.job.constraint.HttpUrl;

import static org.assertj.core.api.Assertions.assertThat;

class PayloadSchemasTest {

    enum Colour {
        @JsonProperty("light-green")
        LIGHT_GREEN,
        RED
    }

    record Line(@NotBlank String article, @Positive int count) {}

    record Order(
            @NotNull @Size(min = 2, max = 10) String number,
            @NotEmpty List<@Valid Line> lines,
            Map<@Pattern(regexp = "[a-z]+") String, @Size(max = 5) String> tags,
            @JsonProperty("ship-to") URI shipTo,
            Colour colour,
            @NotNull LocalDate day,
            Optional<@Size(max = 100) String> remark,
            boolean express,
            Samples.Method payment,
            JsonNode anything,
            ObjectNode anyObject,
            Object whatever) {}

    record Tree(String name, List<Tree> children) {}

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final PayloadSchemas schemas = new PayloadSchemas();

    @Test
    void describesAWebhook() throws Exception {
        assertThat(schema(Webhook.class)).isEqualTo(MAPPER.readTree("""
                {
                  "$schema": "https://json-schema.org/draft/2020-12/schema",
                  "type": "object",
                  "description": "Delivers a JSON body to an HTTP endpoint",
                  "properties": {
                    "url": {
                      "type": "string", "format": "uri", "maxLength": 2048, "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://",
                      "description": "The endpoint to deliver to"
                    },
                    "method": {
                      "type": ["string", "null"], "enum": ["POST", "PUT", "PATCH", "DELETE", null], "default": "POST",
                      "description": "The request's method"
                    },
                    "headers": {
                      "type": ["object", "null"], "maxProperties": 50,
                      "propertyNames": {"pattern": "^(?:[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128})$"},
                      "additionalProperties": {
                        "type": "string", "pattern": "^(?:([!-~]([\\\\t -~]{0,8190}[!-~])?)?)$"
                      },
                      "description": "Request headers to send besides those that Sluice sets"
                    },
                    "body": {"default": {}, "description": "Any JSON; sent as application/json, byte for byte as it stands here"},
                    "timeoutSeconds": {
                      "type": ["integer", "null"], "minimum": 1, "maximum": 300, "default": 30,
                      "description": "How long one attempt may take, in seconds"
                    }
                  },
                  "required": ["url"],
                  "additionalProperties": false
                }"""));
    }

    @Test
    void knowsTheSameBoundOfUrlsAsTheJobModule() throws Exception {
        assertThat(schema(Checksum.class).at("/properties/url/maxLength").asInt())
                .isEqualTo(HttpUrl.MAX_LENGTH);
    }

    /** By reflection: dev mode would not reload job types if the catalog depended on their module. */
    @Test
    void knowsTheSameFormsOfTextAsTheJobModule() throws Exception {
        for (Object form : Class.forName("dev.sluice.job.json.binding.TextForm").getEnumConstants()) {
            Class<?> type = (Class<?>) member(form, "type");
            assertThat(TextSchemas.include(type)).as("%s", type).isTrue();
            assertThat(TextSchemas.pattern(type))
                    .isEqualTo(member(form, "pattern").toString());
        }
    }

    private static Object member(Object form, String name) throws Exception {
        var method = form.getClass().getDeclaredMethod(name);
        method.setAccessible(true);
        return method.invoke(form);
    }

    @Test
    void describesAChecksum() throws Exception {
        JsonNode schema = schema(Checksum.class);

        assertThat(schema.at("/properties/url/format").asText()).isEqualTo("uri");
        assertThat(schema.at("/properties/sha256/pattern").asText()).isEqualTo("^(?:[0-9A-Fa-f]{64})$");
        assertThat(schema.get("required")).isEqualTo(MAPPER.readTree("[\"url\"]"));
        assertThat(schema.get("additionalProperties").asBoolean(true)).isFalse();
    }

    @Test
    void describesWhatElseAPayloadIsMadeOf() throws Exception {
        assertThat(schema(Order.class)).isEqualTo(MAPPER.readTree("""
                {
                  "$schema": "https://json-schema.org/draft/2020-12/schema",
                  "type": "object",
                  "properties": {
                    "number": {"type": "string", "minLength": 2, "maxLength": 10},
                    "lines": {
                      "type": "array", "minItems": 1,
                      "items": {
                        "type": "object",
                        "properties": {
                          "article": {"type": "string", "minLength": 1, "pattern": "[^\\\\u0000-\\\\u0020]"},
                          "count": {"type": "integer", "exclusiveMinimum": 0, "maximum": 2147483647}
                        },
                        "required": ["article", "count"],
                        "additionalProperties": false
                      }
                    },
                    "tags": {
                      "type": ["object", "null"],
                      "propertyNames": {"pattern": "^(?:[a-z]+)$"},
                      "additionalProperties": {"type": "string", "maxLength": 5}
                    },
                    "ship-to": {"type": ["string", "null"], "format": "iri-reference", "pattern": "^(?:\\\\S+)$"},
                    "colour": {"type": ["string", "null"], "enum": ["light-green", "RED", null]},
                    "day": {
                      "type": "string", "format": "date", "pattern": "^(?:[0-9]{4}-[0-9]{2}-[0-9]{2})$"
                    },
                    "remark": {"type": ["string", "null"], "maxLength": 100},
                    "express": {"type": "boolean"},
                    "payment": {
                      "oneOf": [
                        {
                          "type": "object",
                          "properties": {"kind": {"const": "card"}, "number": {"type": ["string", "null"]}},
                          "required": ["kind"],
                          "additionalProperties": false
                        },
                        {
                          "type": "object",
                          "properties": {
                            "kind": {"enum": ["transfer", "sepa"]},
                            "amount": {"type": "integer", "minimum": -2147483648, "maximum": 2147483647},
                            "notes": {"type": ["array", "null"], "items": {"type": "string"}}
                          },
                          "required": ["kind", "amount"],
                          "additionalProperties": false
                        },
                        {"type": "null"}
                      ]
                    },
                    "anything": {},
                    "anyObject": {"type": ["object", "null"]},
                    "whatever": {}
                  },
                  "required": ["number", "lines", "day", "express"],
                  "additionalProperties": false
                }"""));
    }

    @Test
    void listsPropertiesAsTheyAreDeclared() throws Exception {
        assertThat(schema(Order.class).get("properties").fieldNames())
                .toIterable()
                .startsWith("number", "lines", "tags", "ship-to", "colour");
    }

    @Test
    void endsWithARecordThatContainsItself() throws Exception {
        assertThat(schema(Tree.class).at("/properties/children/items")).isEqualTo(MAPPER.readTree("{\"$ref\": \"#\"}"));
    }

    private JsonNode schema(Class<?> payload) throws Exception {
        return MAPPER.readTree(schemas.of(payload));
    }
}
