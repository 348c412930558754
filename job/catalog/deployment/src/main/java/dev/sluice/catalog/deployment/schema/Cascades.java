package dev.sluice.catalog.deployment.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sees to it that constraints inside a record are checked: Bean Validation looks into a component only where {@code @Valid} tells it to. */
final class Cascades {

    private record Use(Class<?> type, Place place, boolean valid) {}

    private final Map<Class<?>, Set<Class<?>>> contained = new HashMap<>();
    private final List<Use> uses = new ArrayList<>();

    /** A type that may be used. */
    void declare(Class<?> type) {
        contained.computeIfAbsent(type, key -> new HashSet<>());
    }

    /** An interface may be one of its records. */
    void contain(Class<?> type, Class<?> record) {
        contained.computeIfAbsent(type, key -> new HashSet<>()).add(record);
    }

    void use(Class<?> type, Place place, boolean valid) {
        uses.add(new Use(type, place, valid));
        contain(place.component().getDeclaringRecord(), type);
    }

    /** @throws UndescribedException if there are constraints that nobody would check */
    void check() {
        for (Use use : uses) {
            if (!use.valid() && isConstrained(use.type(), new HashSet<>())) {
                throw use.place()
                        .refused(
                                use.type().getName() + " has constraints, which are checked only with @Valid in front");
            }
        }
    }

    private boolean isConstrained(Class<?> type, Set<Class<?>> seen) {
        return seen.add(type)
                && (hasConstraints(type)
                        || contained.getOrDefault(type, Set.of()).stream()
                                .anyMatch(inner -> isConstrained(inner, seen)));
    }

    private static boolean hasConstraints(Class<?> type) {
        return new Constraints(type).any()
                || type.isRecord()
                        && Arrays.stream(type.getRecordComponents())
                                .map(JacksonAnnotations::field)
                                .anyMatch(field -> Constraints.in(field.getAnnotatedType(), field));
    }
}
