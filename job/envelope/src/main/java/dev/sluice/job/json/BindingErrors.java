package dev.sluice.job.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.sluice.job.OneLine;
import dev.sluice.job.json.binding.SubtypeNames;
import dev.sluice.job.json.binding.TextForm;
import dev.sluice.job.text.LimitExceededException;

/** Says in a client's words why a value does not fit: what JSON is wanted, never a Java class. */
final class BindingErrors {

    private static final int MAX_REASON_LENGTH = 200;
    private static final Pattern CLASS_NAME = Pattern.compile("\\b(?:[a-z]\\w*+\\.)++[A-Z]\\w*");
    private static final Set<Class<?>> WHOLE_NUMBERS = Set.of(
            int.class,
            Integer.class,
            long.class,
            Long.class,
            short.class,
            Short.class,
            byte.class,
            Byte.class,
            BigInteger.class);
    private static final Set<Class<?>> NUMBERS =
            Set.of(double.class, Double.class, float.class, Float.class, BigDecimal.class);

    private BindingErrors() {}

    /** For whatever is thrown while valid JSON is bound. */
    static InvalidPayloadException of(Exception e, ObjectMapper mapper) {
        return switch (e) {
            case InvalidTypeIdException kind -> unknownKind(kind);
            case JsonMappingException misfit ->
                new InvalidPayloadException(FieldPath.of(misfit.getPath()), reason(misfit, mapper), e);
            default -> new InvalidPayloadException("", "cannot be read", e);
        };
    }

    /** It is about the property that says which of several records it is, be it there or not. */
    private static InvalidPayloadException unknownKind(InvalidTypeIdException e) {
        Class<?> base = e.getBaseType().getRawClass();
        String path = FieldPath.of(e.getPath());
        return new InvalidPayloadException(
                path.isEmpty() ? SubtypeNames.property(base) : path + "." + SubtypeNames.property(base),
                "must be one of " + SubtypeNames.names(base),
                e);
    }

    private static String reason(JsonMappingException e, ObjectMapper mapper) {
        return switch (e) {
            case LimitExceededException tooMany -> tooMany.getOriginalMessage();
            case UnrecognizedPropertyException unknown -> "is not known; known are " + known(unknown);
            case ValueInstantiationException refused -> "is refused: " + ownWords(refused);
            case InvalidNullException missing -> "must not be null";
            case MismatchedInputException missing when isMissing(missing) -> "is missing";
            case MismatchedInputException mismatch -> wanted(mismatch.getTargetType(), mapper);
            default -> isNumberTrouble(e.getCause()) ? "is too large a number" : "has the wrong form";
        };
    }

    /** What {@code JsonProperty.required} asks for; of whatever else is missing, validation speaks. */
    private static boolean isMissing(MismatchedInputException e) {
        return e.getOriginalMessage().startsWith("Missing required creator property");
    }

    /** All that can still go wrong with a number whose form is right. */
    private static boolean isNumberTrouble(Throwable cause) {
        return cause instanceof InputCoercionException
                || cause instanceof StreamConstraintsException
                || cause instanceof NumberFormatException
                || cause instanceof ArithmeticException;
    }

    private static String known(UnrecognizedPropertyException e) {
        return e.getKnownPropertyIds() == null
                ? "none"
                : e.getKnownPropertyIds().stream()
                        .map(Object::toString)
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    /**
     * A record's constructor threw. What it said is meant for whoever filled the record, if it is a word about an argument;
     * what the JDK says of a bug there, or of an enum's name, is not.
     */
    private static String ownWords(ValueInstantiationException e) {
        String words =
                e.getCause() instanceof IllegalArgumentException ? e.getCause().getMessage() : null;
        return words == null || CLASS_NAME.matcher(words).find()
                ? "it has the wrong form"
                : OneLine.of(words, MAX_REASON_LENGTH);
    }

    private static String wanted(Class<?> type, ObjectMapper mapper) {
        Optional<TextForm> text = TextForm.of(type);
        if (text.isPresent()) {
            return "must be " + text.get().description();
        } else if (type == null) {
            return "has the wrong form";
        } else if (type.isEnum()) {
            return "must be one of " + names(type, mapper);
        } else if (CharSequence.class.isAssignableFrom(type)) {
            return "must be a string";
        } else if (type == boolean.class || type == Boolean.class) {
            return "must be true or false";
        } else if (WHOLE_NUMBERS.contains(type)) {
            return "must be a whole number";
        } else if (NUMBERS.contains(type)) {
            return "must be a number";
        } else if (type.isArray() || type == ArrayNode.class || Collection.class.isAssignableFrom(type)) {
            return "must be an array";
        } else if (type.isRecord() || type.isSealed() || type == ObjectNode.class || Map.class.isAssignableFrom(type)) {
            return "must be an object";
        }
        return "has the wrong form";
    }

    private static String names(Class<?> type, ObjectMapper mapper) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> mapper.convertValue(constant, String.class))
                .collect(Collectors.joining(", "));
    }
}
