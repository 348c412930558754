package dev.sluice.acceptance.storm;

import java.time.Duration;

import org.junit.jupiter.api.Test;

/**
 * A minute in which every job fails: prints what that costs in requests and log lines. A program, started by name only:
 *
 * <pre>./mvnw verify -pl tests/acceptance -Dtest=NONE -Dit.test=StormRun</pre>
 *
 * <ul>
 *   <li>{@code storm.jobs}: how many jobs come back again and again; 5,000 if not given
 *   <li>{@code storm.seconds}: for how long, from when each has failed once; 60 if not given
 * </ul>
 */
class StormRun {

    @Test
    void run() {
        Storms.of(Integer.getInteger("storm.jobs", 5_000), Duration.ofSeconds(Long.getLong("storm.seconds", 60)));
    }
}
