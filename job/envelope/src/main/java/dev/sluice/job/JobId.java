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

/**
 * A job id that a client may choose: short and free of anything that a log line, a URL path or a message attribute
 * would have to escape. {@code null} is valid: the producer then makes one.
 *
 * <p>Only the door is this strict. A job that came to the queue another way may carry any id that is not empty,
 * as CloudEvents has it.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {})
@Pattern(regexp = JobId.PATTERN) @ReportAsSingleViolation
public @interface JobId {

    /** The rule as a regular expression, for {@link String#matches}. */
    String PATTERN = "[A-Za-z0-9._:-]{1,128}";

    String message() default "must be 1 to 128 letters, digits, dots, underscores, colons or hyphens";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
