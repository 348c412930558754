package dev.sluice.consumer;

import io.smallrye.config.ConfigMapping;

import dev.sluice.consumer.http.OutboundConfig;
import dev.sluice.consumer.webhook.WebhookConfig;

/** What can be set about the job types that come with the worker. */
@ConfigMapping(prefix = "sluice.consumer")
public interface ConsumerConfig {

    /** The HTTP calls that handlers make. */
    OutboundConfig outbound();

    /** The {@code webhook} job type. */
    WebhookConfig webhook();
}
