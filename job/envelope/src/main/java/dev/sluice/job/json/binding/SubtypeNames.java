package dev.sluice.job.json.binding;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/** How JSON says which record of a sealed interface it is, by the interface's annotations. */
public final class SubtypeNames {

    private SubtypeNames() {}

    /** The property that says so. */
    public static String property(Class<?> base) {
        JsonTypeInfo info = base.getAnnotation(JsonTypeInfo.class);
        return info == null || info.property().isEmpty()
                ? JsonTypeInfo.Id.NAME.getDefaultPropertyName()
                : info.property();
    }

    /** What it may be, for people. */
    public static String names(Class<?> base) {
        JsonSubTypes subtypes = base.getAnnotation(JsonSubTypes.class);
        return subtypes == null
                ? "none"
                : Arrays.stream(subtypes.value()).flatMap(SubtypeNames::names).collect(Collectors.joining(", "));
    }

    private static Stream<String> names(JsonSubTypes.Type subtype) {
        JsonTypeName own = subtype.value().getAnnotation(JsonTypeName.class);
        return Stream.concat(
                        Stream.of(subtype.name().isEmpty() && own != null ? own.value() : subtype.name()),
                        Arrays.stream(subtype.names()))
                .filter(name -> !name.isEmpty());
    }
}
