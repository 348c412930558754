package dev.sluice.deploy.aws.stack;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

import dev.sluice.deploy.aws.wire.AwsError;

/** The values of a template's parameters, checked as CloudFormation does (User Guide, "Parameters"). */
final class TemplateParameters {

    private TemplateParameters() {}

    /**
     * @param previous those of the stack, for {@code UsePreviousValue}
     * @return a value for each parameter of the template
     * @throws AwsError when one is unknown, missing or not allowed
     */
    static Map<String, String> values(Template template, List<Parameter> given, Map<String, String> previous) {
        JsonNode declared = template.section("Parameters");
        Map<String, String> values = new TreeMap<>();
        for (Parameter one : given) {
            String name = one.parameterKey();
            if (!declared.has(name)) {
                throw AwsError.validation("Parameters: [" + name + "] do not exist in the template");
            }
            if (!Boolean.TRUE.equals(one.usePreviousValue())) {
                values.put(name, one.parameterValue());
            } else if (previous.containsKey(name)) {
                values.put(name, previous.get(name));
            } else {
                throw AwsError.validation("Invalid input for parameter key " + name
                        + ". Cannot specify usePreviousValue as true for a parameter key not in the previous template");
            }
        }
        declared.properties().forEach(parameter -> {
            String name = parameter.getKey();
            if (!values.containsKey(name)) {
                if (!parameter.getValue().has("Default")) {
                    throw AwsError.validation("Parameters: [" + name + "] must have values");
                }
                values.put(name, parameter.getValue().get("Default").asText());
            }
            check(name, values.get(name), parameter.getValue());
        });
        return values;
    }

    private static void check(String name, String value, JsonNode declared) {
        boolean isAmong = false;
        for (JsonNode allowed : declared.path("AllowedValues")) {
            isAmong |= allowed.asText().equals(value);
        }
        if (declared.has("AllowedValues") && !isAmong) {
            throw AwsError.validation("Template error: Parameter '" + name + "' must be one of AllowedValues");
        }
        if (declared.has("AllowedPattern")
                && !value.matches(declared.get("AllowedPattern").asText())) {
            throw AwsError.validation("Parameter '" + name + "' must match pattern "
                    + declared.get("AllowedPattern").asText());
        }
        if (value.length() < declared.path("MinLength").asInt()) {
            throw AwsError.validation("Parameter '" + name + "' must contain at least "
                    + declared.get("MinLength").asText() + " characters");
        }
        if (declared.get("Type").asText().equals("Number")) {
            BigDecimal number;
            try {
                number = new BigDecimal(value);
            } catch (NumberFormatException e) {
                throw AwsError.validation("Parameter '" + name + "' must be a number.");
            }
            if (declared.has("MinValue")
                    && number.compareTo(declared.get("MinValue").decimalValue()) < 0) {
                throw AwsError.validation("Parameter '" + name + "' must be a number not less than "
                        + declared.get("MinValue").asText());
            }
            if (declared.has("MaxValue")
                    && number.compareTo(declared.get("MaxValue").decimalValue()) > 0) {
                throw AwsError.validation("Parameter '" + name + "' must be a number not greater than "
                        + declared.get("MaxValue").asText());
            }
        }
    }
}
