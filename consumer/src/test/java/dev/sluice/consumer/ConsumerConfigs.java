package dev.sluice.consumer;

import io.smallrye.config.SmallRyeConfigBuilder;

/** The worker's configuration as it is read, with some keys set. */
public final class ConsumerConfigs {

    private ConsumerConfigs() {}

    /** @param pairs key (without the prefix), value, key, value, ... */
    public static ConsumerConfig with(String... pairs) {
        var builder = new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(ConsumerConfig.class);
        for (int i = 0; i < pairs.length; i += 2) {
            builder.withDefaultValue("sluice.consumer." + pairs[i], pairs[i + 1]);
        }
        return builder.build().getConfigMapping(ConsumerConfig.class);
    }
}
