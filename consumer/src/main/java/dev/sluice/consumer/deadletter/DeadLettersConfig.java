package dev.sluice.consumer.deadletter;

import java.util.Optional;

/** What can be set about the operator's interface to the dead letters. */
public interface DeadLettersConfig {

    /**
     * The secret that callers must bring: 16 or more visible ASCII characters. Without it only callers from the worker's
     * own machine are answered, and nobody needs a secret.
     */
    Optional<String> token();
}
