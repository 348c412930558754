package dev.sluice.acceptance.dev;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.acceptance.Table;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code ./dev} does with the real services in dev mode: a dependency that comes with code which uses it, a service that is
 * killed, and a wrong setting leave the queue and its jobs as they are, and the service comes back. It prints the seconds that each
 * took. A program, started by name only:
 *
 * <pre>./mvnw verify -pl tests/acceptance -Dtest=NONE -Dit.test=DevRun</pre>
 */
class DevRun {

    @Test
    void run(@TempDir Path folder) throws Exception {
        try (Desk desk = new Desk(folder)) {
            Table table = new Table("./dev, seconds");
            table.row("until all is ready, compiling all", desk.start());
            desk.stop();
            table.row("until all is ready, from warm caches", desk.start());

            int before = desk.said();
            addADependencyAndCodeThatUsesIt(desk);
            desk.secondsUntil(before, "Changed: consumer/pom.xml.");
            assertThat(desk.submit("kept-1")).isEqualTo(202);
            table.row(
                    "until a service with a new dependency is ready",
                    desk.secondsUntil(before, "consumer is ready again"));
            desk.secondsUntil(before, "Job checksum kept-1 completed");

            before = desk.said();
            desk.kill("consumer");
            assertThat(desk.submit("kept-2")).isEqualTo(202);
            table.row("until a killed service is ready", desk.secondsUntil(before, "consumer is ready again"));
            desk.secondsUntil(before, "Job checksum kept-2 completed");

            before = desk.said();
            Path settings = desk.path("config/application.properties");
            Files.createDirectories(settings.getParent());
            Files.writeString(settings, "sluice.consumer.concurrency=many\n");
            table.row(
                    "until a wrong setting is told",
                    desk.secondsUntil(
                            before, "The consumer is down: SRCFG00039: The config property sluice.consumer.conc"));
            desk.secondsUntil(before, "producer is ready again");
            assertThat(desk.submit("kept-3")).isEqualTo(202);
            before = desk.said();
            Files.writeString(settings, "sluice.consumer.concurrency=60\n");
            desk.secondsUntil(before, "consumer is ready again");
            desk.secondsUntil(before, "Job checksum kept-3 completed");

            System.out.println(table);
        }
    }

    private static void addADependencyAndCodeThatUsesIt(Desk desk) throws Exception {
        Path pom = desk.path("consumer/pom.xml");
        String text = Files.readString(pom);
        // The parent knows its version: the simulation of the fleet uses it.
        String dependency = """
                <dependencies>
                    <dependency>
                      <groupId>org.jfree</groupId>
                      <artifactId>jfreechart</artifactId>
                    </dependency>
                """;
        Files.writeString(desk.path("consumer/src/main/java/dev/sluice/consumer/Colour.java"), """
                package dev.sluice.consumer;

                import org.jfree.chart.ChartColor;

                final class Colour {

                    static final ChartColor RED = new ChartColor(255, 0, 0);

                    private Colour() {}
                }
                """);
        Files.writeString(pom, text.replaceFirst("<dependencies>\n", dependency));
    }
}
