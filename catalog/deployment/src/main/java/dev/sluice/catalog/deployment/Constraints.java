package dev.sluice.catalog.deployment;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.validation.constraints.Pattern;

import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.MemberScope;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationOption;

/** Puts Bean Validation constraints into schemas, Sluice's own among them. */
final class Constraints extends JakartaValidationModule {

    /** By name only, for the same reason as in {@link JobTypes}; the length is its {@code MAX_LENGTH}. */
    private static final String HTTP_URL = "dev.sluice.job.constraint.HttpUrl";

    private static final int HTTP_URL_MAX_LENGTH = 2048;

    Constraints() {
        super(
                JakartaValidationOption.NOT_NULLABLE_FIELD_IS_REQUIRED,
                JakartaValidationOption.INCLUDE_PATTERN_EXPRESSIONS);
    }

    @Override
    public void applyToConfigBuilder(SchemaGeneratorConfigBuilder config) {
        config.forFields()
                .withStringMaxLengthResolver(field -> isHttpUrl(field) ? HTTP_URL_MAX_LENGTH : null)
                .withStringPatternResolver(field -> isHttpUrl(field) ? "^[Hh][Tt][Tt][Pp][Ss]?://" : null);
        super.applyToConfigBuilder(config);
    }

    /** Bean Validation matches the whole value, JSON Schema any part of it. */
    @Override
    protected String resolveStringPattern(MemberScope<?, ?> member) {
        String pattern = super.resolveStringPattern(member);
        return pattern == null ? null : whole(pattern);
    }

    /** The pattern of a map's keys, from a {@link Pattern} on its first type argument or one that a constraint there is made of. */
    static Optional<String> keyPattern(FieldScope map) {
        if (!(map.getRawMember().getAnnotatedType() instanceof AnnotatedParameterizedType type)) {
            return Optional.empty();
        }
        AnnotatedType key = type.getAnnotatedActualTypeArguments()[0];
        Stream<AnnotatedElement> composed = Arrays.stream(key.getAnnotations()).map(Annotation::annotationType);
        return Stream.concat(Stream.of(key), composed)
                .map(element -> element.getAnnotation(Pattern.class))
                .filter(Objects::nonNull)
                .map(pattern -> whole(pattern.regexp()))
                .findFirst();
    }

    private static String whole(String pattern) {
        return "^(?:" + pattern + ")$";
    }

    private static boolean isHttpUrl(FieldScope field) {
        Annotation[] annotations = field.isFakeContainerItemScope()
                ? new Annotation[0]
                : field.getRawMember().getAnnotations();
        return Arrays.stream(annotations)
                .anyMatch(annotation -> annotation.annotationType().getName().equals(HTTP_URL));
    }
}
