package dev.sluice.runtime.meters;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether a service measures anything. */
@ConfigMapping(prefix = "sluice.metrics")
public interface MetricsSettings {

    /** Whether there are meters at all, for CloudWatch or for Prometheus. To see what they cost, there may be none. */
    @WithDefault("true")
    boolean enabled();
}
