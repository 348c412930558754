package dev.sluice.consumer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;

import dev.sluice.consumer.deadletter.DeadLettersConfig;
import dev.sluice.consumer.dispatch.DispatchConfig;
import dev.sluice.scalein.ScaleInProtectionConfig;

/** What can be set about the worker. */
@ConfigMapping(prefix = "sluice.consumer")
public interface ConsumerConfig {

    /** How jobs are run. */
    @WithParentName
    DispatchConfig dispatch();

    /** The operator's interface to the dead letters. */
    DeadLettersConfig deadLetters();

    /** The protection of a busy worker's instance. */
    ScaleInProtectionConfig scaleInProtection();
}
