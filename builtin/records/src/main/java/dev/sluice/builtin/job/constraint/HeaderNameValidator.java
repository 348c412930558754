package dev.sluice.builtin.job.constraint;

import java.util.Locale;
import java.util.Set;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;

/** Checks of {@link HeaderName} what its pattern does not say: the names that are not a client's to set. */
public final class HeaderNameValidator implements ConstraintValidator<HeaderName, String> {

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
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("webhook-")) {
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate("is set by Sluice itself and cannot be given")
                    .addConstraintViolation();
            return false;
        }
        return !CLIENTS_OWN.contains(lower) && !lower.startsWith("proxy-");
    }
}
