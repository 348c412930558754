package dev.sluice.devservices.server.dashboard;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;

import dev.sluice.devservices.server.Clients;
import dev.sluice.devservices.server.LocalSqs;
import dev.sluice.devservices.server.QueueSpec;
import dev.sluice.devservices.server.cloudwatch.LocalCloudWatch;
import dev.sluice.devservices.server.cloudwatch.ManualClock;

import static org.awaitility.Awaitility.await;

/**
 * Takes the pictures in the documentation: {@code ./mvnw test -pl dev-services/server -Dtest=ScreenshotTest
 * -Dscreenshots=docs}, with a folder in the repository. The port that {@code ./dev} has must be free, since it is in the
 * picture; with Debian's fonts-inter it looks its best.
 */
@EnabledIfSystemProperty(named = "screenshots", matches = ".+")
class ScreenshotTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:02Z");
    private static final int WIDTH = 1_500;

    @Test
    void picturesOfABusyFleet(@TempDir Path profile) throws Exception {
        Path folder = Path.of("../..").resolve(System.getProperty("screenshots"));
        ManualClock clock = new ManualClock(NOW.minus(Duration.ofMinutes(6)));
        try (LocalSqs sqs = LocalSqs.start(0);
                SqsClient client = Clients.of(sqs);
                LocalCloudWatch cloudWatch = LocalCloudWatch.start(LocalCloudWatch.DEFAULT_PORT, clock);
                FleetData data = new FleetData(cloudWatch);
                Browser browser = Browser.start(profile)) {
            var urls = sqs.createQueues(QueueSpec.named("jobs-high"), QueueSpec.named("jobs-normal"));
            cloudWatch.watchQueues(sqs.endpoint());
            Page page = new Page(cloudWatch.dashboard());
            int[] waiting = {3, 5, 28, 64, 41, 9, 4};
            int sent = 0;
            for (int minute = 0; minute < waiting.length; minute++) {
                for (; sent < waiting[minute]; sent++) {
                    client.sendMessage(m -> m.queueUrl(urls.get("jobs-normal")).messageBody("job"));
                }
                for (; sent > waiting[minute]; sent--) {
                    client.receiveMessage(
                                    r -> r.queueUrl(urls.get("jobs-normal")).visibilityTimeout(60))
                            .messages()
                            .forEach(message -> client.deleteMessage(
                                    d -> d.queueUrl(urls.get("jobs-normal")).receiptHandle(message.receiptHandle())));
                }
                double expected = waiting[minute];
                await().atMost(Duration.ofMinutes(1)).until(() -> {
                    var values = Page.line(page.overview("5m"), "BACKLOG", "waiting", "jobs-normal");
                    return values.get(values.size() - 1).asDouble(-1) == expected;
                });
                if (minute < waiting.length - 1) {
                    clock.pass(Duration.ofMinutes(1));
                }
            }
            new BusyFleet(data).work(NOW.minus(Duration.ofMinutes(6)), NOW);

            browser.screen(WIDTH, 900);
            for (String colours : new String[] {"light", "dark"}) {
                browser.prefers(colours, true);
                browser.open(URI.create("http://localhost:9325/dashboard/"));
                await().until(() -> browser.text("#headline").equals("Keeping up"));
                long height = (long) browser.run("return document.documentElement.scrollHeight");
                browser.screen(WIDTH, (int) height);
                await().until(() -> browser.elements("#panels canvas").size() == 12);
                Files.createDirectories(folder);
                browser.photograph(folder.resolve(colours.equals("light") ? "dashboard.png" : "dashboard-dark.png"));
            }
        }
    }
}
