package dev.sluice.builtin.job.constraint;

import java.util.Locale;
import java.util.Map;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;

/** Checks {@link DistinctHeaders}. */
public final class DistinctHeadersValidator implements ConstraintValidator<DistinctHeaders, Map<String, ?>> {

    @Override
    public boolean isValid(Map<String, ?> headers, ConstraintValidatorContext context) {
        return headers == null
                || headers.keySet().stream()
                                .map(name -> name.toLowerCase(Locale.ROOT))
                                .distinct()
                                .count()
                        == headers.size();
    }
}
