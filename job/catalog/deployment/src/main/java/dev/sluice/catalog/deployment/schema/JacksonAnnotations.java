package dev.sluice.catalog.deployment.schema;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;

/** Jackson's annotations in a payload: those that a schema can follow, and no others. */
final class JacksonAnnotations {

    private static final String JACKSON = "com.fasterxml.jackson.";

    private static final Set<Class<? extends Annotation>> OF_A_COMPONENT =
            Set.of(JsonProperty.class, JsonPropertyDescription.class, JsonInclude.class);

    private static final Set<Class<? extends Annotation>> OF_A_RECORD =
            Set.of(JsonClassDescription.class, JsonInclude.class, JsonPropertyOrder.class, JsonTypeName.class);

    private static final Set<Class<? extends Annotation>> OF_AN_INTERFACE =
            Set.of(JsonClassDescription.class, JsonTypeInfo.class, JsonSubTypes.class);

    private JacksonAnnotations() {}

    static void checkRecord(Class<?> type) {
        check(type, type, OF_A_RECORD);
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            boolean canonical = isCanonical(constructor, type);
            check(constructor, type, canonical ? Set.of(JsonCreator.class) : Set.of());
            JsonCreator creator = constructor.getAnnotation(JsonCreator.class);
            if (creator != null
                    && creator.mode() != JsonCreator.Mode.DEFAULT
                    && creator.mode() != JsonCreator.Mode.PROPERTIES) {
                throw refused(type, creator);
            }
            for (var parameter : constructor.getParameters()) {
                check(parameter, type, canonical ? OF_A_COMPONENT : Set.of());
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            boolean accessor = Arrays.stream(type.getRecordComponents())
                    .anyMatch(component -> component.getAccessor().equals(method));
            check(method, type, accessor ? OF_A_COMPONENT : Set.of());
        }
        for (Field field : type.getDeclaredFields()) {
            check(field, type, OF_A_COMPONENT);
        }
    }

    static void checkInterface(Class<?> type) {
        check(type, type, OF_AN_INTERFACE);
        for (Method method : type.getDeclaredMethods()) {
            check(method, type, Set.of());
        }
    }

    static void checkEnum(Class<?> type) {
        check(type, type, Set.of());
        for (Method method : type.getDeclaredMethods()) {
            check(method, type, Set.of(JsonValue.class));
        }
        for (Field field : type.getDeclaredFields()) {
            check(field, type, Set.of(JsonProperty.class, JsonValue.class));
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            check(constructor, type, Set.of());
        }
    }

    /** Wherever it is written: at the component, its accessor, or the constructor's parameter. */
    static <A extends Annotation> Optional<A> find(RecordComponent component, Class<A> annotation) {
        Class<?> type = component.getDeclaringRecord();
        int index = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList()
                .indexOf(component.getName());
        Stream<AnnotatedElement> parameters = Arrays.stream(type.getDeclaredConstructors())
                .filter(constructor -> isCanonical(constructor, type))
                .map(constructor -> constructor.getParameters()[index]);
        return Stream.concat(Stream.of(field(component), component.getAccessor()), parameters)
                .map(element -> element.getAnnotation(annotation))
                .filter(found -> found != null)
                .findFirst();
    }

    /** A component's constraints and types are those of its field. */
    static Field field(RecordComponent component) {
        try {
            return component.getDeclaringRecord().getDeclaredField(component.getName());
        } catch (NoSuchFieldException e) {
            throw new IllegalArgumentException("every record has a field for " + component, e);
        }
    }

    private static boolean isCanonical(Constructor<?> constructor, Class<?> type) {
        return Arrays.equals(
                constructor.getParameterTypes(),
                Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray());
    }

    private static void check(AnnotatedElement element, Class<?> type, Set<Class<? extends Annotation>> known) {
        for (Annotation annotation : element.getAnnotations()) {
            if (annotation.annotationType().getName().startsWith(JACKSON)
                    && !known.contains(annotation.annotationType())) {
                throw refused(type, annotation);
            }
        }
    }

    private static UndescribedException refused(Class<?> type, Annotation annotation) {
        return new UndescribedException("%s: @%s changes how JSON is bound in a way that its schema cannot say"
                .formatted(type.getName(), annotation.annotationType().getSimpleName()));
    }
}
