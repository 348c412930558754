package dev.sluice.builtin.job.constraint;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;

/**
 * Header fields by their names, of which no two differ in case only: for HTTP they are one, and only one of the values
 * would arrive. {@code null} is valid.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = DistinctHeadersValidator.class)
public @interface DistinctHeaders {

    String message() default "must not hold two headers whose names differ in case only";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
