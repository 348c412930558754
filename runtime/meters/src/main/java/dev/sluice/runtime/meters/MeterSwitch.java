package dev.sluice.runtime.meters;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.config.MeterFilter;

/** Lets a service have meters, or none. */
final class MeterSwitch {

    MeterSwitch() {}

    @Produces
    @Singleton
    static MeterFilter filter(MetricsSettings settings) {
        return MeterFilter.denyUnless(id -> settings.enabled());
    }
}
