package dev.sluice.worker.config;

import java.util.Optional;

import jakarta.inject.Singleton;

import io.quarkus.runtime.Startup;

/** Has a start fail that sets something by a name which it has no longer: passed over in silence it would be a default. */
@Startup
@Singleton
public class RenamedSettingsCheck {

    /** @throws IllegalStateException with the new name, when an old one is set */
    RenamedSettingsCheck(RenamedSettings settings) {
        check(settings.retry().first(), "retry.first", "retry.initial-delay");
        check(settings.retry().most(), "retry.most", "retry.max-delay");
        settings.types().forEach((type, old) -> {
            String prefix = "types." + type + ".";
            check(old.retryFirst(), prefix + "retry-first", prefix + "retry-initial-delay");
            check(old.retryMost(), prefix + "retry-most", prefix + "retry-max-delay");
        });
        String prefix = "scale-in-protection.";
        check(settings.scaleInProtection().calmPeriod(), prefix + "calm-period", prefix + "cool-down");
        check(settings.scaleInProtection().leastInterval(), prefix + "least-interval", prefix + "min-interval");
    }

    private static void check(Optional<String> value, String oldName, String newName) {
        if (value.isPresent()) {
            throw new IllegalStateException("The setting sluice.consumer.%s has another name now: sluice.consumer.%s"
                    .formatted(oldName, newName));
        }
    }
}
