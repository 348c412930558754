package dev.sluice.catalog.deployment.schema;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Stream;

import jakarta.validation.Constraint;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The Bean Validation constraints of a component or of a type argument, with those that they are made of. */
final class Constraints {

    /** Hibernate Validator's, which may make one constraint do of several. */
    private static final String COMPOSITION = "org.hibernate.validator.constraints.ConstraintComposition";

    private final AnnotatedElement element;

    Constraints(AnnotatedElement element) {
        this.element = element;
    }

    /** Whether there are any at all, such as no schema can say included. */
    boolean any() {
        return in(element).findAny().isPresent();
    }

    /** Whether there are any at a field, or anywhere inside its type. */
    static boolean in(AnnotatedType type, AnnotatedElement field) {
        return new Constraints(field).any() || within(type);
    }

    private static boolean within(AnnotatedType type) {
        return type instanceof AnnotatedParameterizedType parameterized
                && Arrays.stream(parameterized.getAnnotatedActualTypeArguments())
                        .anyMatch(argument -> new Constraints(argument).any() || within(argument));
    }

    boolean forbidNull() {
        return all(element)
                .anyMatch(constraint -> constraint instanceof NotNull
                        || constraint instanceof NotBlank
                        || constraint instanceof NotEmpty);
    }

    /**
     * Puts into the schema what they say.
     *
     * @param schema of a value that is not null
     */
    void describe(ObjectNode schema, Place place) {
        all(element).forEach(constraint -> ConstraintSchema.add(constraint, schema, place));
    }

    /** A container that may be empty is never null; what else could be asked of it must be asked of its value. */
    void allowOnlyNotNull(Place place) {
        in(element)
                .filter(constraint -> !(constraint instanceof NotNull))
                .findFirst()
                .ifPresent(constraint -> {
                    throw place.refused("@" + constraint.annotationType().getSimpleName()
                            + " cannot be checked on an Optional: write it on the type inside");
                });
    }

    /** The constraints here, and those that they are made of. */
    private static Stream<Annotation> all(AnnotatedElement element) {
        return in(element)
                .flatMap(constraint -> Stream.concat(Stream.of(constraint), parts(constraint.annotationType())));
    }

    private static Stream<Annotation> parts(Class<? extends Annotation> constraint) {
        boolean anyWillDo = Arrays.stream(constraint.getAnnotations())
                .anyMatch(annotation -> annotation.annotationType().getName().equals(COMPOSITION));
        return anyWillDo ? Stream.empty() : all(constraint);
    }

    private static Stream<Annotation> in(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .flatMap(Constraints::repeated)
                .filter(annotation -> annotation.annotationType().isAnnotationPresent(Constraint.class))
                .filter(Predicate.not(Constraints::isOfAGroup));
    }

    /** Several of one kind come in a container, whose value they are. */
    private static Stream<Annotation> repeated(Annotation annotation) {
        return value(annotation, "value") instanceof Annotation[] several
                ? Arrays.stream(several)
                : Stream.of(annotation);
    }

    /** Those are checked only by who asks for the group, which nobody here does. */
    private static boolean isOfAGroup(Annotation constraint) {
        return value(constraint, "groups") instanceof Class<?>[] groups
                && groups.length > 0
                && !Arrays.asList(groups).contains(jakarta.validation.groups.Default.class);
    }

    private static Object value(Annotation annotation, String name) {
        try {
            return annotation.annotationType().getMethod(name).invoke(annotation);
        } catch (ReflectiveOperationException e) {
            return null; // it has none
        }
    }
}
