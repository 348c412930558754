package dev.sluice.worker.deadletter.access;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What can be set about the operator's interface to the dead letters. */
@ConfigMapping(prefix = "sluice.consumer.dead-letters")
public interface DeadLettersConfig {

    /**
     * The secret that callers must bring: 16 or more visible ASCII characters. Without it nobody is answered but, with
     * {@link #localAccess()}, callers on the worker's own machine.
     */
    Optional<String> token();

    /**
     * Whether callers on the worker's own machine need no token if none is set. A proxy there that adds no header is such a
     * caller, whomever it speaks for.
     */
    @WithDefault("false")
    boolean localAccess();
}
