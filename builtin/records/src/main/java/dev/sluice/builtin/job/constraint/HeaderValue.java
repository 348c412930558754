package dev.sluice.builtin.job.constraint;

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
 * The value of an HTTP header: printable ASCII, spaces and tabs inside (RFC 9110, section 5.5, without its obsolete
 * upper half), so no line break can smuggle in another header. {@code null} is valid.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {})
@Pattern(regexp = HeaderValue.PATTERN) @ReportAsSingleViolation
public @interface HeaderValue {

    /** At most 8,192 characters: what common servers take for all headers of a request together. */
    String PATTERN = "([!-~]([\\t -~]{0,8190}[!-~])?)?";

    String message() default
            "must be printable ASCII with no line break and no space at its ends, at most 8192 characters";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
