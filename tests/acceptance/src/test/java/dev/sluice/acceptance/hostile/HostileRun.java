package dev.sluice.acceptance.hostile;

import java.time.Duration;

import org.junit.jupiter.api.Test;

/**
 * Two minutes of hostile requests and messages against both services with {@code -Xmx128m}: prints what the answers were,
 * how long a valid job took meanwhile, and the memory. A program, started by name only:
 *
 * <pre>./mvnw verify -pl tests/acceptance -Dtest=NONE -Dit.test=HostileRun</pre>
 *
 * <ul>
 *   <li>{@code hostile.seed}: what is sent, in which order; 1 if not given
 *   <li>{@code hostile.seconds}: for how long; 120 if not given
 * </ul>
 */
class HostileRun {

    @Test
    void run() throws Exception {
        Hostility.of(Long.getLong("hostile.seed", 1), Duration.ofSeconds(Long.getLong("hostile.seconds", 120)));
    }
}
