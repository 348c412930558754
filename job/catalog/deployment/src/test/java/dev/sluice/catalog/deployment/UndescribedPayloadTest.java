package dev.sluice.catalog.deployment;

import java.util.Optional;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.sluice.job.JobType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

@Tag("application")
class UndescribedPayloadTest {

    sealed interface Method {}

    record Card(String number) implements Method {}

    @JobType("pay")
    record Pay(Method method) {}

    @JobType("resize")
    record Resize(Optional<int[]> sizes) {}

    @RegisterExtension
    static final QuarkusUnitTest SERVICE = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Method.class, Card.class, Pay.class, Resize.class))
            .assertException(failure -> assertThat(failure)
                    .hasMessageContaining("the payload of \"pay\" has no JSON Schema: " + Method.class.getName())
                    .hasMessageContaining("write @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = \"kind\")")
                    .hasMessageContaining("the payload of \"resize\" has no JSON Schema: " + Resize.class.getName()
                            + ".sizes (int[]): write a List instead of an array"));

    @Test
    void payloadsThatCannotBeBoundAsDescribedFailTheBuildTogether() {
        fail("the service was built");
    }
}
