package dev.sluice.worker.telemetry;

import java.util.Set;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.junit.main.Launch;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("application")
@QuarkusMainTest
@TestProfile(BrokenListenerTest.WithBrokenListener.class)
class BrokenListenerTest {

    public static final class WithBrokenListener implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(BrokenListener.class);
        }
    }

    @Test
    @Launch(
            value = {},
            exitCode = 1)
    void aListenerThatCannotBeMadeStopsTheStartAndIsNamedInTheLineThatSaysSo(LaunchResult start) {
        assertThat(start.getOutput() + start.getErrorOutput())
                .contains(
                        "The outcome listener " + BrokenListener.class.getName()
                                + " cannot be made: java.lang.IllegalArgumentException: there is no place to write outcomes to");
    }
}
