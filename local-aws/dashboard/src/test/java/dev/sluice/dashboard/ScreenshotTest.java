package dev.sluice.dashboard;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;

import dev.sluice.dashboard.meter.SluiceMeter;
import dev.sluice.localaws.LocalSqs;
import dev.sluice.localaws.QueueSpec;
import dev.sluice.localaws.cloudwatch.LocalCloudWatch;

import static org.awaitility.Awaitility.await;

/**
 * Takes the pictures in the documentation: {@code ./mvnw test -pl local-aws/dashboard -Dtest=ScreenshotTest
 * -Dscreenshots=docs}, with a folder in the repository. The port that {@code ./dev} has must be free, since it is in the
 * picture; with Debian's fonts-inter it looks its best.
 */
@EnabledIfSystemProperty(named = "screenshots", matches = ".+")
class ScreenshotTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:02Z");
    private static final int WIDTH = 1_500;
    private static final Duration SHOWN = Duration.ofMinutes(6);
    private static final Duration STEP = Duration.ofSeconds(10);
    private static final int STEPS = (int) SHOWN.dividedBy(STEP);
    private static final int HELD = 6;
    private static final int RETRYING = 3;

    @Test
    void picturesOfABusyFleet(@TempDir Path profile) throws Exception {
        Path folder = Path.of("../..").resolve(System.getProperty("screenshots"));
        ManualClock clock = new ManualClock(NOW.minus(SHOWN));
        try (LocalSqs sqs = LocalSqs.start(0);
                SqsClient client = Clients.of(sqs);
                LocalCloudWatch cloudWatch = LocalCloudWatch.start(LocalCloudWatch.DEFAULT_PORT, clock);
                Dashboard dashboard = Dashboard.of(cloudWatch);
                FleetData data = new FleetData(cloudWatch);
                Browser browser = Browser.start(profile)) {
            var urls = sqs.createQueues(QueueSpec.named("jobs-high"), QueueSpec.named("jobs-normal"));
            dashboard.watchQueues(sqs.endpoint());
            Page page = new Page(dashboard.address());
            String normal = urls.get("jobs-normal");
            hold(client, normal, HELD + RETRYING);
            int sent = 0;
            for (int step = 0; step <= STEPS; step++) {
                int waiting = waiting((double) step / STEPS);
                for (; sent < waiting; sent++) {
                    client.sendMessage(m -> m.queueUrl(normal).messageBody("job"));
                }
                for (; sent > waiting; sent--) {
                    client.receiveMessage(r -> r.queueUrl(normal).visibilityTimeout(60))
                            .messages()
                            .forEach(message -> client.deleteMessage(
                                    d -> d.queueUrl(normal).receiptHandle(message.receiptHandle())));
                }
                data.gauge(SluiceMeter.HELD, HELD, "jobs-normal").at(clock.instant());
                await().atMost(Duration.ofMinutes(1)).until(() -> {
                    var values = Page.line(page.overview("5m"), "BACKLOG", "waiting", "jobs-normal");
                    return values.get(values.size() - 1).asDouble(-1) == waiting;
                });
                if (step < STEPS) {
                    clock.pass(STEP);
                }
            }
            new BusyFleet(data).work(NOW.minus(SHOWN), NOW);

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

    private static void hold(SqsClient client, String url, int messages) {
        for (int i = 0; i < messages; i++) {
            client.sendMessage(m -> m.queueUrl(url).messageBody("job"));
            client.receiveMessage(r -> r.queueUrl(url).visibilityTimeout(43_200));
        }
    }

    /** A rush in the middle. */
    private static int waiting(double gone) {
        return (int) Math.round(3 + 60 * Math.exp(-Math.pow((gone - 0.52) / 0.16, 2)));
    }
}
