package dev.sluice.api.library;

import io.quarkus.test.junit.main.Launch;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The libraries leave the process to the application that takes them. */
@Tag("application")
@QuarkusMainTest
class OwnMainTest {

    @Test
    @Launch(
            value = {"a", "b"},
            exitCode = 2)
    void anApplicationWithAMainClassOfItsOwnStarts(LaunchResult run) {
        assertThat(run.getOutput()).contains("Jobs are sent by JobPublisher");
    }
}
