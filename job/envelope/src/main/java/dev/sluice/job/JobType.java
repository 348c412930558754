package dev.sluice.job;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a record as the payload of a job type. That is all the registration there is: the catalog finds
 * the record at build time, and the handler for it is found by its type parameter.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface JobType {

    /** What a name looks like, as a regular expression: {@code webhook}, {@code invoice.render}, {@code video-scale-2}. */
    String PATTERN = "[a-z0-9][a-z0-9.-]{0,63}";

    /**
     * The name that clients and messages use, unique in the system: lower-case letters, digits, dots and
     * hyphens, at most 64 characters. It outlives the record's name, since queues hold messages that carry it.
     */
    String value();
}
