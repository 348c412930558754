package dev.sluice.builtin.job.constraint;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Pattern;

/**
 * The name of an HTTP request header that a client may set: a token of RFC 9110, and none that frames the request,
 * belongs to the connection, or is set by Sluice itself ({@code webhook-*}). {@code null} is valid.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Pattern(regexp = HeaderName.PATTERN, message = "is not a header name: use letters, digits and hyphens, at most 128") @Constraint(validatedBy = HeaderNameValidator.class)
public @interface HeaderName {

    /** A token of RFC 9110, section 5.6.2; no header that is in use comes near 128 characters. */
    String PATTERN = "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}";

    String message() default "belongs to the HTTP connection and cannot be set";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
