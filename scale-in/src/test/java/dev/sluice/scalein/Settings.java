package dev.sluice.scalein;

import java.util.Map;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.SmallRyeConfigBuilder;

/** The settings as they are read. */
final class Settings {

    /** The root that the worker has; a mapping needs one. */
    @ConfigMapping(prefix = "test")
    interface Root {
        ScaleInProtectionConfig scaleInProtection();
    }

    private Settings() {}

    /** @param values by the last part of their names; durations as {@link java.time.Duration#toString} has them */
    static ScaleInProtectionConfig of(Map<String, String> values) {
        var builder = new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(Root.class);
        values.forEach((name, value) -> builder.withDefaultValue("test.scale-in-protection." + name, value));
        return builder.build().getConfigMapping(Root.class).scaleInProtection();
    }
}
