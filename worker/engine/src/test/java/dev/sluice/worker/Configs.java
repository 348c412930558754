package dev.sluice.worker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.SmallRyeConfigBuilder;

/** A part of the worker's configuration as it is read, with some keys set. */
public final class Configs {

    private Configs() {}

    /**
     * @param mapping an interface with {@link ConfigMapping}
     * @param pairs key (without the mapping's prefix), value, key, value, ...
     */
    public static <C> C of(Class<C> mapping, String... pairs) {
        String prefix = mapping.getAnnotation(ConfigMapping.class).prefix();
        var builder = new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(mapping);
        for (int i = 0; i < pairs.length; i += 2) {
            builder.withDefaultValue(prefix + "." + pairs[i], pairs[i + 1]);
        }
        return builder.build().getConfigMapping(mapping);
    }
}
