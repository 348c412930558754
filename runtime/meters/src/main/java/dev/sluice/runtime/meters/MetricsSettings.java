package dev.sluice.runtime.meters;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether a service collects metrics. */
@ConfigMapping(prefix = "sluice.metrics")
public interface MetricsSettings {

    /** Whether metrics are collected, for CloudWatch and Prometheus; off, to measure their overhead. */
    @WithDefault("true")
    boolean enabled();
}
