package dev.sluice.catalog.deployment.schema;

import java.lang.annotation.Annotation;
import java.math.BigDecimal;
import java.util.Arrays;

import jakarta.validation.constraints.AssertFalse;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Puts into a schema what a constraint says, Sluice's own among them, and refuses one that no validator could check on such
 * a value. What a schema cannot say, such as {@code @Past}, is not in it.
 */
final class ConstraintSchema {

    /** By name only: in dev mode the class is reloaded with the application. The length is its {@code MAX_LENGTH}. */
    private static final String HTTP_URL = "dev.sluice.job.constraint.HttpUrl";

    private static final int HTTP_URL_MAX_LENGTH = 2048;

    private static final BigDecimal ZERO = BigDecimal.ZERO;

    private ConstraintSchema() {}

    static void add(Annotation constraint, ObjectNode schema, Place place) {
        var values = new Values(constraint, schema, place);
        switch (constraint) {
            case NotBlank ignored -> {
                values.require("string");
                atLeast(schema, "minLength", 1);
                // What String.trim() leaves nothing of is blank.
                pattern(schema, "[^\\u0000-\\u0020]");
            }
            case NotEmpty ignored -> {
                values.require("string", "array", "object");
                atLeast(schema, lengths(schema, "min"), 1);
            }
            case Size size -> {
                values.require("string", "array", "object");
                if (size.min() > 0) {
                    atLeast(schema, lengths(schema, "min"), size.min());
                }
                if (size.max() < Integer.MAX_VALUE) {
                    atMost(schema, lengths(schema, "max"), size.max());
                }
            }
            case Pattern pattern -> {
                values.require("string");
                if (pattern.flags().length == 0) {
                    pattern(schema, whole(pattern.regexp()));
                }
            }
            case Email ignored -> {
                values.require("string");
                schema.put("format", "email");
            }
            case AssertTrue ignored -> {
                values.require("boolean");
                schema.put("const", true);
            }
            case AssertFalse ignored -> {
                values.require("boolean");
                schema.put("const", false);
            }
            case Min min -> values.atLeast(BigDecimal.valueOf(min.value()), true);
            case Max max -> values.atMost(BigDecimal.valueOf(max.value()), true);
            case DecimalMin min -> values.atLeast(new BigDecimal(min.value()), min.inclusive());
            case DecimalMax max -> values.atMost(new BigDecimal(max.value()), max.inclusive());
            case Positive ignored -> values.atLeast(ZERO, false);
            case PositiveOrZero ignored -> values.atLeast(ZERO, true);
            case Negative ignored -> values.atMost(ZERO, false);
            case NegativeOrZero ignored -> values.atMost(ZERO, true);
            default -> {
                if (constraint.annotationType().getName().equals(HTTP_URL)) {
                    values.require("string");
                    schema.put("format", "uri");
                    schema.put("pattern", "^[Hh][Tt][Tt][Pp][Ss]?://");
                    atMost(schema, "maxLength", HTTP_URL_MAX_LENGTH);
                }
            }
        }
    }

    /** What one constraint asks of one kind of value. */
    private record Values(Annotation constraint, ObjectNode schema, Place place) {

        void require(String... types) {
            if (!Arrays.asList(types).contains(schema.path("type").asText())) {
                throw place.refused(
                        "@" + constraint.annotationType().getSimpleName() + " cannot be checked on this type");
            }
        }

        void atLeast(BigDecimal bound, boolean inclusive) {
            require("integer", "number");
            NumberSchemas.atLeast(schema, bound, inclusive);
        }

        void atMost(BigDecimal bound, boolean inclusive) {
            require("integer", "number");
            NumberSchemas.atMost(schema, bound, inclusive);
        }
    }

    private static String lengths(ObjectNode schema, String bound) {
        return switch (schema.path("type").asText()) {
            case "array" -> bound + "Items";
            case "object" -> bound + "Properties";
            default -> bound + "Length";
        };
    }

    private static void atLeast(ObjectNode schema, String name, int bound) {
        schema.put(name, Math.max(bound, schema.path(name).asInt(0)));
    }

    private static void atMost(ObjectNode schema, String name, int bound) {
        schema.put(name, Math.min(bound, schema.path(name).asInt(Integer.MAX_VALUE)));
    }

    /** A schema has room for one pattern; more stand beside it. */
    private static void pattern(ObjectNode schema, String pattern) {
        if (schema.has("pattern")) {
            schema.withArray("allOf").addObject().put("pattern", pattern);
        } else {
            schema.put("pattern", pattern);
        }
    }

    /** Bean Validation matches the whole value, JSON Schema any part of it. */
    private static String whole(String pattern) {
        return "^(?:" + pattern + ")$";
    }
}
