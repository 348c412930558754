package dev.sluice.deploy.script.release;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import dev.sluice.deploy.aws.beanstalk.Deployment;
import dev.sluice.deploy.script.Installation;
import dev.sluice.deploy.script.Run;
import dev.sluice.deploy.script.Script;

import static dev.sluice.deploy.script.Installation.LOCK;
import static dev.sluice.deploy.script.Installation.OLD;
import static dev.sluice.deploy.script.Installation.WORKER_HIGH;
import static dev.sluice.deploy.script.Installation.allOn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two releases do not mix, and one that broke off is completed by the next. */
@Tag("process")
@Execution(ExecutionMode.CONCURRENT)
class LockTest {

    @AutoClose
    private final Installation dev = Installation.running();

    @Test
    void ofTwoReleasesAtOnceTheSecondIsRefused() {
        dev.aws().beanstalk().plan(WORKER_HIGH, Deployment.slow(5));

        try (Script.Started one = dev.script().start("release", "dev");
                Script.Started other = dev.script().start("release", "dev")) {
            Run first = one.end();
            Run second = other.end();

            assertThat(first.status() + second.status())
                    .as(first + "\n" + second)
                    .isEqualTo(3);
            assertThat(first.err() + second.err())
                    .contains("is under way since", "by " + System.getProperty("user.name"));
            assertThat(dev.updated()).hasSize(3);
        }
    }

    @Test
    void aLockThatWasLeftBehindIsTakenOver() {
        dev.aws().parameters().set(LOCK, lock(Duration.ofHours(3)));

        Run run = dev.sluice("release", "dev");

        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(run.err()).contains("taking over the lock that somebody@elsewhere left behind");
        assertThat(dev.aws().parameters().names()).noneMatch(name -> name.startsWith(LOCK));
    }

    @Test
    void ofTwoWhoFindALockBehindOneGetsIt() {
        dev.aws().parameters().set(LOCK, lock(Duration.ofHours(3)));
        dev.aws().parameters().set(LOCK + "/token-1", "somebody is taking over");

        Run run = dev.sluice("release", "dev");

        assertThat(run.status()).as(run.toString()).isEqualTo(3);
        assertThat(run.err()).contains("somebody else is taking over");
        assertThat(dev.updated()).isEmpty();
    }

    @Test
    void aReleaseWhoseLockWasTakenOverChangesNothingMore() {
        // So that it asks whose the lock is although it has just taken it.
        dev.script().with("SLUICE_LOCK_SECONDS", "1");
        dev.aws().faults().plan("DescribeEvents", () -> dev.aws().parameters().set(LOCK, lock(Duration.ZERO)));

        Run run = dev.sluice("release", "dev");

        assertThat(run.status()).as(run.toString()).isEqualTo(1);
        assertThat(run.err()).contains("the lock of this release was taken over");
        assertThat(dev.labels()).isEqualTo(allOn(OLD));
        assertThat(dev.aws().parameters().names()).as("it is not ours to drop").contains(LOCK);
    }

    @Test
    void anInterruptGivesTheLockBackAndTheSameCommandCompletesTheRelease() {
        dev.aws().beanstalk().plan(WORKER_HIGH, Deployment.slow(6));
        dev.script().with("SLUICE_POLL_SECONDS", "0.5");
        try (Script.Started started = dev.script().start("release", "dev")) {
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> started.saidSoFar().contains("Batch 1:"));
            started.terminate();
            Run first = started.end();

            assertThat(first.status()).as(first.toString()).isEqualTo(143);
            assertThat(dev.aws().parameters().names()).doesNotContain(LOCK);
        }

        Run second = dev.sluice("release", "dev");

        assertThat(second.status()).as(second.toString()).isZero();
        assertThat(dev.labels()).isEqualTo(allOn(dev.version()));
        assertThat(dev.updated())
                .as("none is updated twice")
                .doesNotHaveDuplicates()
                .hasSize(3);
    }

    private static String lock(Duration age) {
        Instant since = Instant.now().minus(age).truncatedTo(ChronoUnit.SECONDS);
        return "{\"purpose\":\"release\",\"owner\":\"somebody@elsewhere\",\"since\":\"" + since
                + "\",\"token\":\"token-1\"}";
    }
}
