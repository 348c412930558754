package dev.sluice.acceptance.devmode;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.acceptance.Site;

import static org.assertj.core.api.Assertions.assertThat;

/** What somebody gets who presses {@code r} in dev mode: the tests of the service and of its job types, as soon as one is saved. */
@Tag("process")
@Tag("source")
@DisabledOnOs(OS.WINDOWS)
class ContinuousTestingIT {

    private static final String CONSUMER = "consumer";
    private static final String HANDLERS = "builtin/handlers";
    private static final String LIBRARY = "sqs";

    @Test
    void runsTheTestsOfTheServiceAndOfItsHandlersAndNotThoseOfTheLibraries(@TempDir Path folder) throws Exception {
        Checkout checkout = Checkout.in(folder);
        saveTest(checkout, CONSUMER, "dev.sluice.consumer.ServiceSampleTest", 1);
        saveTest(checkout, HANDLERS, "dev.sluice.builtin.HandlerSampleTest", 1);
        saveTest(checkout, LIBRARY, "dev.sluice.sqs.LibrarySampleTest", 2);

        try (Site site = Site.here();
                DevMode consumer = DevMode.testing(checkout, CONSUMER, site.sqs())) {
            eventually(consumer, "All 2 tests are passing");

            saveTest(checkout, HANDLERS, "dev.sluice.builtin.HandlerSampleTest", 2);
            eventually(consumer, "1 test failed");
            assertThat(consumer.lines())
                    .anyMatch(line -> line.contains("HandlerSampleTest#oneIsOne") && line.contains("failed"))
                    .noneMatch(line -> line.contains("LibrarySampleTest"));

            long before = consumer.linesWith("All ");
            saveTest(checkout, HANDLERS, "dev.sluice.builtin.HandlerSampleTest", 1);
            await(() -> assertThat(consumer.linesWith("All ")).isGreaterThan(before));
        }
    }

    private static void saveTest(Checkout checkout, String module, String className, int number) throws IOException {
        int dot = className.lastIndexOf('.');
        checkout.saveTest(
                module, className, """
                package %s;

                import org.junit.jupiter.api.Test;

                import static org.assertj.core.api.Assertions.assertThat;

                class %s {

                    @Test
                    void oneIsOne() {
                        assertThat(%d).isEqualTo(1);
                    }
                }
                """.formatted(className.substring(0, dot), className.substring(dot + 1), number));
    }

    private static void eventually(DevMode service, String words) {
        await(() -> assertThat(service.lines()).anyMatch(line -> line.contains(words)));
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofMinutes(3)).untilAsserted(assertion);
    }
}
