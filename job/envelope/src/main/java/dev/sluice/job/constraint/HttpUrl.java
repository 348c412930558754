package dev.sluice.job.constraint;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;

/**
 * An address that a worker can call: absolute, {@code http} or {@code https}, with a host (underscores are fine), without
 * user info (it would end in logs) and without a fragment (it is never sent), in ASCII, at most {@value #MAX_LENGTH} characters.
 * {@code null} is valid. Whether the host may be called at all is decided by the worker, when it has its address.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = HttpUrlValidator.class)
public @interface HttpUrl {

    /** What browsers, proxies and servers are known to agree on; no standard names a bound. */
    int MAX_LENGTH = 2048;

    String message() default "must be an http or https URL with a host, such as https://example.com/path";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
