package dev.sluice.acceptance.wrapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.testkit.Repository;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code ./dev} makes of what a service in dev mode and its Maven say. */
@DisabledOnOs(OS.WINDOWS)
class DevNarrationTest {

    private static final String STARTED =
            "2026-11-30 14:37:43,599 INFO  [io.quarkus] (Quarkus Main Thread) sluice-consumer 0.1.0 on JVM (powered by Quarkus)"
                    + " started in 5.7s. Listening on: http://localhost:8081. Management interface listening on"
                    + " http://localhost:9001.";

    @TempDir
    private Path folder;

    @Test
    void passesOnWhatARunningServiceSays() throws Exception {
        String said = """
                2026-11-30 14:00:00,000 INFO  [dev.slu.con.dis.JobLog] (vert.x) Job checksum 1 completed in 40 ms
                2026-11-30 14:00:01,000 ERROR [dev.slu.con.dis.JobLog] (vert.x) Job checksum 2 failed: no such host
                \tat dev.sluice.builtin.checksum.ChecksumHandler.handle(ChecksumHandler.java:44)
                Caused by: java.net.UnknownHostException: nowhere

                """;

        assertThat(narrate(said))
                .containsExactlyElementsOf(
                        said.lines().map(line -> "consumer | " + line).toList());
    }

    @Test
    void tellsTheDeepestCauseOfAStartThatFailedInOneLineAndWhenItIsUpAgain() throws Exception {
        String said = """
                2026-11-30 14:45:59,314 ERROR [io.qua.run.Application] (main) Failed to start application: java.lang.RuntimeException: Failed to start quarkus
                \tat io.quarkus.runner.ApplicationImpl.doStart(Unknown Source)
                \tat java.base/java.lang.Thread.run(Thread.java:1474)
                Caused by: java.lang.IllegalStateException: Two handlers for job type "checksum": A and B
                \tat dev.sluice.worker.job.Handlers.<init>(Handlers.java:44)
                \t... 11 more

                2026-11-30 14:45:59,315 ERROR [io.qua.dep.dev.IsolatedDevModeMain] (main) Failed to start quarkus: java.lang.RuntimeException: java.lang.RuntimeException: Failed to start quarkus
                \tat io.quarkus.deployment.dev.IsolatedDevModeMain.restartApp(IsolatedDevModeMain.java:219)
                Caused by: java.lang.IllegalStateException: Two handlers for job type "checksum": A and B
                \t... 11 more

                2026-11-30 14:45:59,319 INFO  [io.qua.dep.dev.RuntimeUpdatesProcessor] (vert.x) Live reload total time: 3.442s
                """;

        assertThat(narrate(said + STARTED))
                .containsExactly(
                        "dev      | The consumer is down: Two handlers for job type \"checksum\": A and B",
                        "consumer | " + said.lines().toList().getLast(),
                        "dev      | The consumer is up again.",
                        "consumer | " + STARTED);
        assertThat(folder.resolve("consumer.log")).content().contains(said);
    }

    @Test
    void tellsWhatABuildStepSays() throws Exception {
        assertThat(narrate("""
                2026-11-30 14:45:59,314 ERROR [io.qua.dep.dev.IsolatedDevModeMain] (main) Failed to start quarkus: java.lang.RuntimeException: io.quarkus.builder.BuildException: Build failure: Build failed due to errors
                \t[error]: Build step dev.sluice.catalog.Processor#find threw an exception: java.lang.IllegalStateException: The job type "greeting" is declared twice
                \tat dev.sluice.catalog.Processor.find(Processor.java:12)

                \tat io.quarkus.deployment.dev.IsolatedDevModeMain.firstStart(IsolatedDevModeMain.java:101)
                Caused by: io.quarkus.builder.BuildException: Build failure: Build failed due to errors
                """))
                .containsExactly("dev      | The consumer is down: The job type \"greeting\" is declared twice");
    }

    @Test
    void tellsTheSettingThatIsWrong() throws Exception {
        String colour = "\u001b[38;5;251m";

        assertThat(narrate("""
                Configuration validation failed:
                \tjava.lang.IllegalArgumentException: SRCFG00039: The config property sluice.consumer.concurrency with the config value "abc" is wrong
                %s2026-11-30 14:41:57,984%s DEBUG [org.hibernate] (Quarkus Main Thread) HV000001%s
                \u001b[39m2026-11-30 14:42:13,951 INFO  [io.qua.dep] (main) Attempting to start live reload endpoint to recover from previous Quarkus startup failure
                %s2026-11-30 14:42:13,951 INFO [io.qua.dep] (main) Attempting to start live reload endpoint to recover from previous Quarkus startup failure%s
                """.formatted(colour, colour, colour, colour, colour)))
                .containsExactly(
                        "dev      | The consumer is down: SRCFG00039: The config property sluice.consumer.concurrency with the"
                                + " config value \"abc\" is wrong",
                        "dev      | It starts again when you save what mends it. All that it said is in " + folder
                                + "/consumer.log.");
    }

    @Test
    void tellsWithinASecondThatAServiceIsDown() throws Exception {
        Process process = start();
        process.getOutputStream()
                .write("2026-11-30 14:45:59,314 ERROR [x] (main) Failed to start application: no queue\n\tat x"
                        .getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();

        // The service goes on and says nothing more.
        assertThat(process.inputReader().readLine()).isEqualTo("dev      | The consumer is down: no queue");

        process.getOutputStream().close();
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void tellsCompilerErrorsOnceAndThatMavenRefuses() throws Exception {
        Process process = start();
        process.getOutputStream().write("""
                [ERROR] COMPILATION ERROR :
                [ERROR] %1$s/Some.java:[3,8] cannot find symbol
                  symbol: class Other
                [ERROR] %1$s/Some.java:[4,8] cannot find symbol
                [ERROR] Failed to execute goal compiler:3:compile (default-compile) on project sluice-consumer: Compilation failure: Compilation failure:
                [ERROR] %1$s/Some.java:[3,8] cannot find symbol
                [ERROR]
                [ERROR] To see the full stack trace of the errors, re-run Maven with the -e switch.
                [ERROR] Re-run Maven using the -X switch to enable full debug logging.
                [ERROR] For more information about the errors and possible solutions, please read the following articles:
                [ERROR] [Help 1] http://cwiki.apache.org/confluence/display/MAVEN/MojoFailureException
                """.formatted(Repository.root()).getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        Result result = Result.of(process);

        assertThat(result.out().lines())
                .containsExactly(
                        "dev      | The consumer is down: Some.java:[3,8] cannot find symbol",
                        "consumer |   symbol: class Other",
                        "consumer | Some.java:[4,8] cannot find symbol");
        assertThat(result.status()).isEqualTo(65);
    }

    @Test
    void saysNothingOfMavenWhenTheServiceItselfHasEnded() throws Exception {
        assertThat(narrate("[ERROR] Failed to execute goal dev on project sluice-consumer: Failed to run:"
                        + " Dev mode process did not complete successfully -> [Help 1]\n"))
                .isEmpty();
    }

    private List<String> narrate(String said) throws Exception {
        Process process = start();
        process.getOutputStream().write(said.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        Result result = Result.of(process);
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        try (Stream<String> lines = result.out().lines()) {
            return lines.toList();
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder("bash", "-c", """
                set -u
                names=(build AWS producer consumer) colours=(90 33 32 36) REFUSED=65 WORK=%s
                . src/main/dev/output.sh
                narrate 3
                """.formatted(folder))
                .directory(Repository.root().toFile())
                .start();
    }
}
