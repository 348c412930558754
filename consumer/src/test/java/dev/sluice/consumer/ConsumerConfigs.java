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

    /** Loopback is where the tests' servers are, and nothing but loopback's usual address is open. */
    public static ConsumerConfig forLoopback(String... more) {
        String[] pairs = new String[more.length + 2];
        pairs[0] = "outbound.allowed-networks";
        pairs[1] = "127.0.0.1/32";
        System.arraycopy(more, 0, pairs, 2, more.length);
        return with(pairs);
    }
}
