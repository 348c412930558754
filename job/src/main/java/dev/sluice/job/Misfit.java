package dev.sluice.job;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;

/** Says in a client's words why a value does not fit: what JSON is wanted, never a Java class. */
final class Misfit {

    private static final int MAX_REASON_LENGTH = 200;
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

    private Misfit() {}

    static String reason(JsonMappingException e, ObjectMapper mapper) {
        return switch (e) {
            case UnrecognizedPropertyException unknown -> "is not known; known are " + known(unknown);
            case ValueInstantiationException refused -> "is refused: " + ownWords(refused);
            case MismatchedInputException mismatch -> wanted(mismatch.getTargetType(), mapper);
            default -> e.getCause() instanceof InputCoercionException ? "is too large a number" : "has the wrong form";
        };
    }

    private static String known(UnrecognizedPropertyException e) {
        return e.getKnownPropertyIds() == null
                ? "none"
                : e.getKnownPropertyIds().stream()
                        .map(Object::toString)
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    /** A record's constructor threw: what it said is meant for whoever filled the record. */
    private static String ownWords(ValueInstantiationException e) {
        String words = e.getCause() == null ? null : e.getCause().getMessage();
        return words == null ? "it has the wrong form" : OneLine.of(words, MAX_REASON_LENGTH);
    }

    private static String wanted(Class<?> type, ObjectMapper mapper) {
        if (type == null) {
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
        } else if (type == URI.class) {
            return "must be a URI";
        } else if (type == Instant.class) {
            return "must be a timestamp such as 2026-11-22T10:15:30Z";
        } else if (type == Duration.class) {
            return "must be a duration such as PT30S";
        } else if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "must be an array";
        } else if (type.isRecord() || Map.class.isAssignableFrom(type)) {
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
