package dev.sluice.builtin;

import io.smallrye.config.SmallRyeConfigBuilder;

import dev.sluice.builtin.http.OutboundConfig;
import dev.sluice.builtin.webhook.WebhookConfig;

/** The handlers' configuration as it is read, with some keys set. */
public record HandlerConfigs(OutboundConfig outbound, WebhookConfig webhook) {

    /** @param pairs key (without the prefix), value, key, value, ... */
    public static HandlerConfigs with(String... pairs) {
        var builder = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(OutboundConfig.class)
                .withMapping(WebhookConfig.class);
        for (int i = 0; i < pairs.length; i += 2) {
            builder.withDefaultValue("sluice.consumer." + pairs[i], pairs[i + 1]);
        }
        var config = builder.build();
        return new HandlerConfigs(
                config.getConfigMapping(OutboundConfig.class), config.getConfigMapping(WebhookConfig.class));
    }

    /** Loopback is where the tests' servers are, and nothing but loopback's usual address is open. */
    public static HandlerConfigs forLoopback(String... more) {
        String[] pairs = new String[more.length + 2];
        pairs[0] = "outbound.allowed-networks";
        pairs[1] = "127.0.0.1/32";
        System.arraycopy(more, 0, pairs, 2, more.length);
        return with(pairs);
    }
}
