package dev.sluice.builtin.webhook;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** The {@code webhook} job type. */
@ConfigMapping(prefix = "sluice.consumer.webhook")
public interface WebhookConfig {

    /**
     * The secret that signs webhooks (Standard Webhooks): {@code whsec_} and at least 24 random bytes in Base64. Several,
     * separated by spaces, produce one signature each, for rotation. Without it, webhooks are not signed.
     */
    Optional<String> secret();
}
