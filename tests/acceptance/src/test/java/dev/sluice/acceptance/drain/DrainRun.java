package dev.sluice.acceptance.drain;

import org.junit.jupiter.api.Test;

/**
 * SIGTERM under load, twenty times in a row: no job is delivered again, and nothing is left hidden. It prints each end. A
 * program, started by name only:
 *
 * <pre>./mvnw verify -pl tests/acceptance -Dtest=NONE -Dit.test=DrainRun</pre>
 *
 * <ul>
 *   <li>{@code drain.workers}: how many are stopped; 20 if not given
 * </ul>
 */
class DrainRun {

    @Test
    void run() {
        Drains.inTurn(Integer.getInteger("drain.workers", 20));
    }
}
