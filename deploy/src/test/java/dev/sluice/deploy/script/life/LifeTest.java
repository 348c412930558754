package dev.sluice.deploy.script.life;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The short form of {@link LifeRun}: one step of each kind that leaves something for the next one. */
@Tag("process")
@Execution(ExecutionMode.CONCURRENT)
class LifeTest {

    @Test
    void whatRunsIsSaidAndNothingGoodIsLostFromTheEmptyAccountToTheEnd() {
        try (Life life = new Life()) {
            life.bootstrap();
            life.releaseThatFails();
            life.release();
            life.newInstanceType();
            life.queueDepthUpAndDownWhileBusy();
            life.prune();
            life.destroyWhileJobsWait();
        }
    }
}
