package dev.sluice.catalog.deployment.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * A sealed interface as a payload has it: one of several records, and the property of the JSON object that says which.
 *
 * @param names what the property may be, by record
 */
record Alternatives(String property, Map<Class<?>, List<String>> names) {

    /** Not a number, true or false: Jackson would take those for the same text in quotes. */
    private static final Pattern NAME = Pattern.compile("(?!(?:true|false|null)$)[A-Za-z][A-Za-z0-9._-]*");

    private static final String WANTED =
            "write @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = \"kind\") and @JsonSubTypes with a name for each record";

    static Alternatives of(Class<?> type) {
        JacksonAnnotations.checkInterface(type);
        JsonTypeInfo info = type.getAnnotation(JsonTypeInfo.class);
        JsonSubTypes subtypes = type.getAnnotation(JsonSubTypes.class);
        if (info == null || subtypes == null) {
            throw refused(type, "nothing says which of its records a JSON object is: " + WANTED);
        }
        if (info.use() != JsonTypeInfo.Id.NAME
                || info.include() != JsonTypeInfo.As.PROPERTY
                || info.visible()
                || info.defaultImpl() != JsonTypeInfo.class) {
            throw refused(type, "its schema cannot say such a @JsonTypeInfo: " + WANTED);
        }
        String property = info.property().isEmpty() ? JsonTypeInfo.Id.NAME.getDefaultPropertyName() : info.property();
        return new Alternatives(property, names(type, subtypes));
    }

    private static Map<Class<?>, List<String>> names(Class<?> type, JsonSubTypes subtypes) {
        Map<Class<?>, List<String>> names = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (JsonSubTypes.Type subtype : subtypes.value()) {
            List<String> own = names(subtype);
            if (!subtype.value().isRecord() || !type.isAssignableFrom(subtype.value())) {
                throw refused(type, subtype.value().getName() + " is not a record that implements it");
            }
            if (own.isEmpty()) {
                throw refused(type, subtype.value().getName() + " has no name: " + WANTED);
            }
            for (String name : own) {
                if (!NAME.matcher(name).matches() || !taken.add(name)) {
                    throw refused(
                            type,
                            "the name \"" + name
                                    + "\" is there twice, or does not consist of letters, digits, dots, hyphens and underscores after a letter");
                }
            }
            names.merge(subtype.value(), own, (one, other) -> {
                throw refused(type, subtype.value().getName() + " is there twice");
            });
        }
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            if (!names.containsKey(permitted)) {
                throw refused(type, permitted.getName() + " is not among its @JsonSubTypes");
            }
        }
        return names;
    }

    private static List<String> names(JsonSubTypes.Type subtype) {
        var names = new ArrayList<String>();
        JsonTypeName own = subtype.value().getAnnotation(JsonTypeName.class);
        if (!subtype.name().isEmpty()) {
            names.add(subtype.name());
        } else if (own != null && !own.value().isEmpty() && subtype.names().length == 0) {
            names.add(own.value());
        }
        names.addAll(Arrays.asList(subtype.names()));
        return names;
    }

    private static UndescribedException refused(Class<?> type, String why) {
        return new UndescribedException(type.getName() + ": " + why);
    }
}
