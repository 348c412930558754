package dev.sluice.deploy.script.life;

import org.junit.jupiter.api.Test;

/**
 * The whole life of an environment with ten releases, of which some fail, hang and go back. A program, started by name only:
 *
 * <pre>./mvnw verify -pl deploy -Dtest=NONE -Dit.test=LifeRun</pre>
 */
class LifeRun {

    @Test
    void run() {
        try (Life life = new Life()) {
            life.bootstrap();
            life.release();
            life.release();
            life.releaseThatFails();
            life.release();
            life.releaseThatFailsAndGoesBackByItself();
            life.releaseThatIsAborted();
            life.release();
            life.rollBackFromAGoodOne();
            life.releaseThatFails();
            life.release();
            life.newInstanceType();
            life.newerPlatform();
            life.secretThatIsAddedAndRotated();
            life.queueDepthUpAndDownWhileBusy();
            life.prune();
            life.release();
            life.releaseThatIsAborted();
            life.destroyWhileJobsWait();
        }
    }
}
