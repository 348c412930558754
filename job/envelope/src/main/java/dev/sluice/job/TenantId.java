package dev.sluice.job;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;

/** The name of a tenant: what SQS takes as a message group id. {@code null} is valid: a job need not have a tenant. */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {})
@Pattern(regexp = TenantId.PATTERN) @ReportAsSingleViolation
public @interface TenantId {

    /** The rule as a regular expression: the printable characters of ASCII, without the space. */
    String PATTERN = "[!-~]{1,128}";

    String message() default "must be 1 to 128 letters, digits or punctuation marks of ASCII, without spaces";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
