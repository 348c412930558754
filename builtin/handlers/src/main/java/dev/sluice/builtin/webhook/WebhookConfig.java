package dev.sluice.builtin.webhook;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** What can be set about the {@code webhook} job type. */
@ConfigMapping(prefix = "sluice.consumer.webhook")
public interface WebhookConfig {

    /**
     * The secret that signs each delivery, as the Standard Webhooks scheme writes it: {@code whsec_} and the
     * Base64 form of at least 24 random bytes. Several, separated by spaces, give one signature each, so that
     * receivers can move from an old secret to a new one. Nothing is signed when it is not set.
     */
    Optional<String> secret();
}
