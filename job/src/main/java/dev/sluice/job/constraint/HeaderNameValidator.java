package dev.sluice.job.constraint;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;

/** Checks {@link HeaderName}. */
public final class HeaderNameValidator implements ConstraintValidator<HeaderName, String> {

    private static final Pattern TOKEN = Pattern.compile(HeaderName.PATTERN);

    /** Framing and connection headers (RFC 9110, section 7.6.1; RFC 9112, section 6): the HTTP client's own. */
    private static final Set<String> CLIENTS_OWN = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "upgrade",
            "http2-settings",
            "te",
            "trailer",
            "expect");

    @Override
    public boolean isValid(String name, ConstraintValidatorContext context) {
        if (name == null) {
            return true;
        }
        if (!TOKEN.matcher(name).matches()) {
            return false;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (CLIENTS_OWN.contains(lower) || lower.startsWith("proxy-")) {
            return refuse(context, "belongs to the HTTP connection and cannot be set");
        }
        if (lower.startsWith("webhook-")) {
            return refuse(context, "is set by Sluice itself and cannot be given");
        }
        return true;
    }

    private static boolean refuse(ConstraintValidatorContext context, String message) {
        context.disableDefaultConstraintViolation();
        context.buildConstraintViolationWithTemplate(message).addConstraintViolation();
        return false;
    }
}
