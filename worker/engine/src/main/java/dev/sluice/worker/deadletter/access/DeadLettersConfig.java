package dev.sluice.worker.deadletter.access;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Access to the dead-letter API. */
@ConfigMapping(prefix = "sluice.consumer.dead-letters")
public interface DeadLettersConfig {

    /**
     * Bearer token that callers need, at least 16 visible ASCII characters. Without it, the API is disabled, except for local
     * callers with {@link #localAccess()}.
     */
    Optional<String> token();

    /**
     * Whether to admit callers on the same machine if no token is set. A proxy there that adds no header is indistinguishable
     * from such a caller.
     */
    @WithDefault("false")
    boolean localAccess();
}
