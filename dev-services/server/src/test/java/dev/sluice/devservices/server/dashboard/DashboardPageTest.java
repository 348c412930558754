package dev.sluice.devservices.server.dashboard;

import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import software.amazon.awssdk.services.sqs.SqsClient;

import dev.sluice.devservices.server.Clients;
import dev.sluice.devservices.server.LocalSqs;
import dev.sluice.devservices.server.QueueSpec;
import dev.sluice.devservices.server.cloudwatch.LocalCloudWatch;
import dev.sluice.devservices.server.cloudwatch.ManualClock;
import dev.sluice.meters.SluiceMeter;
import dev.sluice.meters.dashboard.Panel;

import static org.assertj.core.api.Assertions.assertThat;

/** The page as its user sees it, in a real browser. */
@Tag("process")
class DashboardPageTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:07Z");

    @TempDir
    private static Path profile;

    private static Browser browser;
    private static LocalSqs sqs;
    private static SqsClient client;
    private static Map<String, String> queues;

    private LocalCloudWatch cloudWatch;
    private FleetData data;

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start(profile);
        sqs = LocalSqs.start(0);
        client = Clients.of(sqs);
        queues = sqs.createQueues(QueueSpec.named("jobs-high"), QueueSpec.named("jobs-normal"));
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null) {
            browser.close();
            client.close();
            sqs.close();
        }
    }

    @BeforeEach
    void start() {
        browser.screen(1_440, 900);
        browser.prefers("light", false);
        cloudWatch = LocalCloudWatch.start(0, new ManualClock(NOW));
        cloudWatch.watchQueues(sqs.endpoint());
        data = new FleetData(cloudWatch);
    }

    @AfterEach
    void stop() {
        browser.open(URI.create("about:blank"));
        browser.complaints();
        queues.values().forEach(url -> client.purgeQueue(r -> r.queueUrl(url)));
        data.close();
        cloudWatch.close();
    }

    @Test
    void anEmptyPageSaysWhatToDo() {
        open();

        assertThat(browser.text("#headline")).isEqualTo("No jobs yet");
        assertThat(browser.text("#sentence")).contains("Send a sample job");
        assertThat(browser.text("#panel-WAIT .empty")).isEqualTo("No data in this time");
        assertThat(browser.elements("#panels article h2"))
                .extracting(title -> title.getText())
                .containsExactly(
                        List.of(Panel.values()).stream().map(Panel::title).toArray(String[]::new));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void whatIsPutIsInThePanelsTablesOnTheNextLook() {
        open();

        data.counter(SluiceMeter.ACCEPTED, 123, "webhook")
                .counter(SluiceMeter.COMPLETED, 120, "webhook")
                .gauge(SluiceMeter.BACKLOG_AGE, 0.25, "jobs-normal")
                .timer(SluiceMeter.WAIT_TIME, new double[] {0.02, 0.25}, "jobs-normal")
                .timer(SluiceMeter.HANDLER_TIME, new double[] {2.5}, "webhook")
                .worker(0.36)
                .at(NOW.minusSeconds(10));
        data.counter(SluiceMeter.COMPLETED, 240, "webhook").at(NOW.minusSeconds(20));

        soon().untilAsserted(() -> assertThat(browser.text("#headline")).isEqualTo("Keeping up"));
        assertThat(row("THROUGHPUT", "accepted")).isEqualTo("12/s 12/s");
        assertThat(row("THROUGHPUT", "completed")).isEqualTo("12/s 24/s");
        assertThat(row("THROUGHPUT", "received")).isEqualTo("– –");
        assertThat(row("BACKLOG_AGE", "jobs-normal")).isEqualTo("250 ms 250 ms");
        assertThat(row("WAIT", "jobs-normal p50")).isEqualTo("20 ms 20 ms");
        assertThat(row("WAIT", "jobs-normal p95")).isEqualTo("250 ms 250 ms");
        assertThat(row("HANDLER", "webhook p95")).isEqualTo("2.5 s 2.5 s");
        assertThat(row("UTILISATION", "average")).isEqualTo("36 % 36 %");
        assertThat(row("OUTCOMES", "webhook completed")).isEqualTo("12/s 24/s");
        assertThat(browser.text("#sentence")).contains("they wait 250 ms (p95)", "36 % of the slots are busy");
        assertThat(browser.elements("#panel-THROUGHPUT canvas")).hasSize(1);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void everyTableIsNamedAndTheLevelIsInWords() {
        open();

        assertThat(browser.elements("#panels article table"))
                .allSatisfy(table -> assertThat(table.getAccessibleName()).isNotBlank());
        assertThat(browser.elements("#panels .chart"))
                .allSatisfy(chart ->
                        assertThat(chart.getDomAttribute("aria-hidden")).isEqualTo("true"));
        assertThat(browser.element("#ranges").getAriaRole()).isEqualTo("group");
        assertThat(browser.element("#rows button").getAccessibleName())
                .isEqualTo("Redrive the dead letters of jobs-high");
        assertThat(browser.element("#verdict").getAccessibleName()).isEqualTo(browser.text("#headline"));
    }

    @Test
    void deadLettersAreShownAndTheButtonMovesThem() {
        for (int i = 0; i < 3; i++) {
            client.sendMessage(m -> m.queueUrl(queues.get("jobs-normal-dlq")).messageBody("dead"));
        }
        open();
        soon().untilAsserted(
                        () -> assertThat(cell("jobs-normal", "Dead letters")).isEqualTo("3"));

        browser.element("button[data-queue=jobs-normal]").click();

        soon().untilAsserted(() -> {
            assertThat(browser.text("#said")).isEqualTo("Moving 3 messages back to jobs-normal.");
            assertThat(cell("jobs-normal", "Dead letters")).isEqualTo("0");
            assertThat(cell("jobs-normal", "Waiting")).isEqualTo("3");
        });

        browser.element("button[data-queue=jobs-normal]").click();

        soon().untilAsserted(
                        () -> assertThat(browser.text("#said")).isEqualTo("There are no dead letters of jobs-normal."));
        assertThat(cell("jobs-normal", "Waiting")).isEqualTo("3");
    }

    @Test
    void aSampleJobWithoutAProducerSaysWhatIsMissing() throws Exception {
        URI nobody;
        try (ServerSocket closed = new ServerSocket(0)) {
            nobody = URI.create("http://localhost:" + closed.getLocalPort());
        }
        cloudWatch.submitSampleJobsTo(nobody);
        open();

        browser.element("#send").click();

        soon().untilAsserted(() -> assertThat(browser.text("#said")).startsWith("No producer answers at " + nobody));
        assertThat(browser.element("#said").getDomAttribute("role")).isEqualTo("status");
    }

    @Test
    void allOfItCanBeDoneWithTheKeyboard() {
        client.sendMessage(m -> m.queueUrl(queues.get("jobs-high-dlq")).messageBody("dead"));
        open();

        browser.press(Keys.TAB);
        assertThat(focusIsVisible()).as("of the skip link").isTrue();
        browser.tabTo("#ranges input:checked");
        browser.press(Keys.ARROW_RIGHT);
        assertThat(browser.element("#ranges input:checked").getDomProperty("value"))
                .isEqualTo("15m");
        assertThat(browser.run("return getComputedStyle(document.activeElement.nextElementSibling).outlineStyle"))
                .isEqualTo("solid");
        soon().untilAsserted(() -> assertThat(browser.text("#period")).isEqualTo("30 s"));

        browser.tabTo("#send");
        assertThat(focusIsVisible()).as("of the sample job's button").isTrue();
        browser.tabTo("button[data-queue=jobs-high]");
        assertThat(focusIsVisible()).as("of a redrive button").isTrue();
        browser.press(Keys.ENTER);

        soon().untilAsserted(() -> {
            assertThat(browser.text("#said")).isEqualTo("Moving 1 message back to jobs-high.");
            assertThat(cell("jobs-high", "Waiting")).isEqualTo("1");
        });
        assertThat(browser.run("return document.activeElement.dataset.queue"))
                .as("The focus stays where it was")
                .isEqualTo("jobs-high");
    }

    @Test
    void theRangeIsKeptOverAReload() {
        open();
        browser.element("#ranges input[value='1h']").click();
        soon().untilAsserted(() -> assertThat(browser.text("#period")).isEqualTo("60 s"));

        browser.run("location.reload()");

        soon().ignoreExceptions().untilAsserted(() -> {
            assertThat(browser.element("#ranges input:checked").getDomProperty("value"))
                    .isEqualTo("1h");
            assertThat(browser.text("#period")).isEqualTo("60 s");
        });
    }

    @Test
    void aPhoneShowsEverythingInOneColumn() {
        data.counter(SluiceMeter.COMPLETED, 120, "a-job-type-with-a-name-that-is-quite-long.and-goes-on")
                .worker(1)
                .at(NOW.minusSeconds(10));
        browser.screen(390, 844);
        open();
        soon().untilAsserted(
                        () -> assertThat(browser.elements("#panels canvas")).hasSize(Panel.values().length));

        assertThat((long) browser.run("return document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(390);
        assertThat(browser.elements("#panels article"))
                .extracting(panel -> panel.getRect().getX())
                .containsOnly(14);
        assertThat(browser.elements("#verdict, #panels article, #queues button, #rows td, #rows th"))
                .allSatisfy(part -> assertThat(
                                part.getRect().getX() + part.getRect().getWidth())
                        .isLessThanOrEqualTo(390));
        assertThat(browser.elements("#panels .chart"))
                .allSatisfy(chart -> assertThat(chart.getSize().getWidth()).isGreaterThan(250));
    }

    @Test
    void allTextStandsOutFromItsGroundInBothColourSchemes() {
        for (double utilisation : new double[] {0.3, 1}) {
            data.counter(SluiceMeter.COMPLETED, 120, "webhook")
                    .gauge(SluiceMeter.BACKLOG_AGE, utilisation == 1 ? 400 : 0, "jobs-normal")
                    .worker(utilisation)
                    .at(NOW.minusSeconds(10));
            client.sendMessage(m -> m.queueUrl(queues.get("jobs-high-dlq")).messageBody("dead"));
            for (String colours : List.of("light", "dark")) {
                browser.prefers(colours, false);
                open();
                browser.element("button[data-queue=jobs-normal]").click();
                soon().untilAsserted(() -> {
                    assertThat(browser.text("#headline"))
                            .isEqualTo(utilisation == 1 ? "Not keeping up" : "Dead letters");
                    assertThat(browser.text("#said")).isNotEmpty();
                });

                List<Object> seen = Contrast.look(browser);

                assertThat((long) seen.getFirst()).isGreaterThan(60);
                assertThat(seen.subList(1, seen.size())).as(colours).isEmpty();
            }
        }
    }

    @Test
    void theColourSchemesDiffer() {
        open();
        Object light = browser.run("return getComputedStyle(document.body).backgroundColor");

        browser.prefers("dark", false);

        assertThat(browser.run("return getComputedStyle(document.body).backgroundColor"))
                .isNotEqualTo(light);
    }

    @Test
    void nothingMovesForThoseWhoDoNotWantIt() {
        open();
        assertThat((long) browser.run("return document.getAnimations().length")).isPositive();

        browser.prefers("light", true);

        assertThat((long) browser.run("return document.getAnimations().length")).isZero();
    }

    @Test
    void itSaysWhenItsServerIsAwayAndGoesOnWhenItIsBack() {
        int port = cloudWatch.endpoint().getPort();
        open();

        cloudWatch.close();

        soon().untilAsserted(() -> {
            assertThat(browser.text("#headline")).isEqualTo("No connection");
            assertThat(browser.text("#live-text")).isEqualTo("No connection");
        });
        browser.element("#send").click();
        soon().untilAsserted(() -> assertThat(browser.text("#said")).contains("does not answer"));

        cloudWatch = LocalCloudWatch.start(port, new ManualClock(NOW));
        cloudWatch.watchQueues(sqs.endpoint());

        soon().untilAsserted(() -> {
            assertThat(browser.text("#headline")).isEqualTo("No jobs yet");
            assertThat(browser.text("#live-text")).isEqualTo("Live");
        });
    }

    @Test
    void itSaysWhenDataStopComing() {
        data.worker(0.5).at(NOW.minusSeconds(90));
        open();

        assertThat(browser.text("#headline")).isEqualTo("No data");
        assertThat(browser.text("#sentence")).startsWith("Nothing has been measured for");
    }

    @Test
    void itRestsWhileItIsHidden() {
        open();

        hide(true);
        assertThat(browser.text("#live-text")).isEqualTo("Paused while hidden");
        Object looks = looks();
        data.worker(0.1).at(NOW.minusSeconds(10));

        hide(false);
        soon().untilAsserted(() -> {
            assertThat(browser.text("#live-text")).isEqualTo("Live");
            assertThat(browser.text("#headline")).isEqualTo("Idle");
        });
        assertThat((long) looks()).isGreaterThan((long) looks);
    }

    private void open() {
        browser.open(cloudWatch.dashboard());
        soon().untilAsserted(() -> assertThat(browser.text("#live-text")).isEqualTo("Live"));
    }

    /** What the table of a panel says of one of its lines. */
    private static String row(String panel, String line) {
        return browser.elements("#panel-" + panel + " tbody tr").stream()
                .map(row -> row.getText())
                .filter(text -> text.startsWith(line + " "))
                .findFirst()
                .map(text -> text.substring(line.length() + 1))
                .orElse(null);
    }

    private static String cell(String queue, String label) {
        return (String) browser.run("""
                const [queue, label] = arguments;
                const row = [...document.querySelectorAll('#rows tr')].find((one) => one.cells[0].textContent === queue);
                return row?.querySelector(`[data-label="${label}"]`).textContent;
                """, queue, label);
    }

    private static boolean focusIsVisible() {
        return (boolean) browser.run("""
                const style = getComputedStyle(document.activeElement);
                const { top, bottom, width } = document.activeElement.getBoundingClientRect();
                return style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2
                  && width > 0 && bottom > 0 && top < innerHeight;
                """);
    }

    /** Headless, no other tab can be brought to the front: the page is told what it would be told then. */
    private static void hide(boolean hidden) {
        browser.run("""
                Object.defineProperty(document, 'hidden', { configurable: true, get: () => arguments[0] });
                document.dispatchEvent(new Event('visibilitychange'));
                """.replace("arguments[0]", "" + hidden));
    }

    private static Object looks() {
        return browser.run(
                "return performance.getEntriesByType('resource').filter((one) => one.name.includes('overview')).length");
    }

    private static ConditionFactory soon() {
        return org.awaitility.Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .ignoreException(StaleElementReferenceException.class);
    }
}
