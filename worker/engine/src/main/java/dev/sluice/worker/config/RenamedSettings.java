package dev.sluice.worker.config;

import java.util.Map;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** The settings that have other names now; see {@link RenamedSettingsCheck}. */
@ConfigMapping(prefix = "sluice.consumer")
public interface RenamedSettings {

    Retry retry();

    Map<String, OfType> types();

    ScaleInProtection scaleInProtection();

    /** Of {@code sluice.consumer.retry}. */
    interface Retry {

        Optional<String> first();

        Optional<String> most();
    }

    /** Of {@code sluice.consumer.types.TYPE}. */
    interface OfType {

        Optional<String> retryFirst();

        Optional<String> retryMost();
    }

    /** Of {@code sluice.consumer.scale-in-protection}. */
    interface ScaleInProtection {

        Optional<String> calmPeriod();

        Optional<String> leastInterval();
    }
}
