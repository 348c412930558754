package dev.sluice.job.constraint;

import java.net.URI;
import java.util.Optional;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;

/** Checks {@link HttpUrl}, and says which part of the address has to change. */
public final class HttpUrlValidator implements ConstraintValidator<HttpUrl, URI> {

    private static final int MAX_PORT = 65_535;

    @Override
    public boolean isValid(URI url, ConstraintValidatorContext context) {
        if (url == null) {
            return true;
        }
        if (!"http".equalsIgnoreCase(url.getScheme()) && !"https".equalsIgnoreCase(url.getScheme())) {
            return false;
        }
        if (HttpAuthority.hasUser(url)) {
            return refuse(context, "must not carry a user name or password: send them in a header");
        }
        if (HttpAuthority.isInternational(url)) {
            return refuse(context, "must have a host in ASCII: write an international name in its xn-- form");
        }
        Optional<HttpAuthority> authority = HttpAuthority.of(url);
        if (authority.isEmpty()) {
            return false;
        }
        if (authority.get().port() == 0 || authority.get().port() > MAX_PORT) {
            return refuse(context, "must have a port from 1 to " + MAX_PORT + ", or none");
        }
        if (url.getRawFragment() != null) {
            return refuse(context, "must not have a fragment (the part from #), which is never sent");
        }
        String text = url.toString();
        if (text.length() > HttpUrl.MAX_LENGTH) {
            return refuse(context, "must be at most " + HttpUrl.MAX_LENGTH + " characters long");
        }
        if (!text.chars().allMatch(c -> c < 0x80)) {
            return refuse(context, "must be plain ASCII: percent-encode other characters");
        }
        return true;
    }

    private static boolean refuse(ConstraintValidatorContext context, String message) {
        context.disableDefaultConstraintViolation();
        context.buildConstraintViolationWithTemplate(message).addConstraintViolation();
        return false;
    }
}
