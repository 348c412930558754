package dev.sluice.consumer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;

import dev.sluice.consumer.deadletter.DeadLettersConfig;
import dev.sluice.consumer.dispatch.DispatchConfig;
import dev.sluice.consumer.http.OutboundConfig;
import dev.sluice.consumer.webhook.WebhookConfig;
import dev.sluice.scalein.ScaleInProtectionConfig;

/** What can be set about the worker. */
@ConfigMapping(prefix = "sluice.consumer")
public interface ConsumerConfig {

    /** How jobs are run. */
    @WithParentName
    DispatchConfig dispatch();

    /** The HTTP calls that handlers make. */
    OutboundConfig outbound();

    /** The {@code webhook} job type. */
    WebhookConfig webhook();

    /** The operator's interface to the dead letters. */
    DeadLettersConfig deadLetters();

    /** The protection of a busy worker's instance. */
    ScaleInProtectionConfig scaleInProtection();
}
