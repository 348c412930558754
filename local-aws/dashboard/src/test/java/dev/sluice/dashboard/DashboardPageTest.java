package dev.sluice.dashboard;

import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

import dev.sluice.dashboard.meter.SluiceMeter;
import dev.sluice.dashboard.panel.Panel;
import dev.sluice.localaws.LocalSqs;
import dev.sluice.localaws.QueueSpec;
import dev.sluice.localaws.cloudwatch.LocalCloudWatch;

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
    private Dashboard dashboard;
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
        dashboard = Dashboard.of(cloudWatch);
        dashboard.watchQueues(sqs.endpoint());
        data = new FleetData(cloudWatch);
    }

    @AfterEach
    void stop() {
        browser.open(URI.create("about:blank"));
        browser.complaints();
        queues.values().forEach(url -> client.purgeQueue(r -> r.queueUrl(url)));
        data.close();
        cloudWatch.close();
        dashboard.close();
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
        assertThat(row("THROUGHPUT", "received")).as("nobody has told of any").isNull();
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
        assertThat(browser.elements("#queues table"))
                .allSatisfy(table -> assertThat(table.getAccessibleName()).isNotBlank());
        assertThat(browser.element("#verdict").getAccessibleName()).isEqualTo(browser.text("#headline"));
    }

    @Test
    void deadLettersAreListedWithAllThatIsKnownAndTheSentenceLeadsToThem() {
        dead(
                "jobs-normal",
                "order:42",
                Map.of(
                        "Sluice-Reason", "the receiver says 410",
                        "Sluice-Job-Id", "order:42",
                        "Sluice-Job-Type", "webhook",
                        "Sluice-Receive-Count", "3",
                        "Sluice-Failed-At", "2026-11-22T09:59:00Z",
                        "Sluice-Stack-Trace", "java.io.IOException: no way\n\tat Handler.handle"));
        dead("jobs-normal", "plain", Map.of());
        data.worker(0.1).at(NOW.minusSeconds(5));
        open();
        soon().untilAsserted(() -> assertThat(browser.elements(".letters li")).hasSize(2));

        assertThat(browser.text("#headline")).isEqualTo("Dead letters");
        browser.element("#verdict-link").click();
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("failures-jobs-normal");
        assertThat(cell("jobs-normal", "Dead letters")).isEqualTo("2");

        assertThat(letter("order:42").getText()).contains("webhook", "the receiver says 410", "09:59:00");
        letter("order:42").findElement(By.tagName("summary")).click();
        assertThat(letter("order:42").getText())
                .contains("order:42", "Tries", "\"url\" : \"http://localhost\"", "at Handler.handle");
        assertThat(letter("plain").getText())
                .as("SQS has moved it, and says nothing")
                .contains("webhook", "nobody says why");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void oneIsRetriedOneIsDeletedAndTheRestGoBackAfterAQuestion() {
        for (String job : List.of("a", "b", "c", "d")) {
            dead("jobs-normal", job, Map.of());
        }
        open();
        soon().untilAsserted(() -> assertThat(browser.elements(".letters li")).hasSize(4));

        letter("a").findElement(By.tagName("summary")).click();
        letter("a").findElement(By.cssSelector(".retry")).click();
        soon().untilAsserted(() -> {
            assertThat(browser.elements(".letters li")).hasSize(3);
            assertThat(cell("jobs-normal", "Waiting")).isEqualTo("1");
            assertThat(browser.text("#said")).isEqualTo("The job is back in jobs-normal.");
        });

        letter("b").findElement(By.tagName("summary")).click();
        letter("b").findElement(By.cssSelector(".delete")).click();
        assertThat(browser.text("#confirm")).contains("Delete this dead letter", "The job b is lost");
        browser.element("#confirm-no").click();
        assertThat(browser.elements(".letters li")).hasSize(3);
        letter("b").findElement(By.cssSelector(".delete")).click();
        browser.element("#confirm-yes").click();
        soon().untilAsserted(() -> assertThat(browser.elements(".letters li")).hasSize(2));

        browser.element(".retry-all").click();
        assertThat(browser.text("#confirm")).contains("Retry 2 dead letters of jobs-normal?");
        browser.element("#confirm-rate").sendKeys("501");
        browser.element("#confirm-yes").click();
        assertThat(browser.element("#confirm").isDisplayed())
                .as("more than SQS allows")
                .isTrue();
        browser.element("#confirm-rate").clear();
        browser.element("#confirm-rate").sendKeys("500");
        browser.element("#confirm-yes").click();

        soon().untilAsserted(() -> {
            assertThat(cell("jobs-normal", "Waiting")).isEqualTo("3");
            assertThat(cell("jobs-normal", "Dead letters")).isEqualTo("0");
            assertThat(browser.element("#failures").isDisplayed()).isFalse();
            assertThat(browser.text("#said")).startsWith("2 jobs moved back to jobs-normal at ");
        });
        soon().untilAsserted(() -> assertThat(browser.text("#said"))
                .as("what is over is no news for long")
                .isEmpty());
    }

    @Test
    void allAreDeletedOnlyAfterAQuestion() {
        dead("jobs-high", "a", Map.of());
        open();
        soon().untilAsserted(() -> assertThat(browser.elements(".letters li")).hasSize(1));

        browser.element(".purge").click();
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("confirm-no");
        browser.press(Keys.ESCAPE);
        assertThat(browser.element("#confirm").isDisplayed()).isFalse();
        browser.element(".purge").click();
        browser.element("#confirm-yes").click();

        soon().untilAsserted(() -> {
            assertThat(cell("jobs-high", "Dead letters")).isEqualTo("0");
            assertThat(browser.text("#said")).isEqualTo("All dead letters of jobs-high are deleted.");
        });
    }

    @Test
    void whatBecameOfTheJobsIsAddedUpByType() {
        data.counter(SluiceMeter.ACCEPTED, 400, "webhook")
                .counter(SluiceMeter.COMPLETED, 300, "webhook")
                .counter(SluiceMeter.RETRIED, 140, "webhook")
                .counter(SluiceMeter.REJECTED, 30, "webhook")
                .counter(SluiceMeter.FAILED, 40, "webhook")
                .at(NOW.minusSeconds(30));
        data.counter(SluiceMeter.ACCEPTED, 100, "checksum")
                .counter(SluiceMeter.COMPLETED, 80, "checksum")
                .counter(SluiceMeter.REJECTED, 50, "checksum")
                .at(NOW.minusSeconds(2));
        open();

        soon().untilAsserted(() -> assertThat(browser.elements("#totals-rows tr"))
                .extracting(row -> row.getText())
                .containsExactly("checksum 100 80 0 50", "webhook 400 300 140 70", "all 500 380 140 120"));
        assertThat(browser.text("#totals-title")).isEqualTo("Jobs in the last 5 min");
    }

    @Test
    void linesOfNothingButZerosAreLeftOutAndNoColourIsThereTwice() {
        for (int type = 0; type < 9; type++) {
            data.counter(SluiceMeter.COMPLETED, 10 + type, "type-" + type)
                    .counter(SluiceMeter.RETRIED, type % 2 == 0 ? 0 : 5, "type-" + type)
                    .counter(SluiceMeter.REJECTED, 0, "type-" + type);
        }
        data.counter(SluiceMeter.LEASES_LOST, 0, "jobs-normal").at(NOW.minusSeconds(10));
        open();

        soon().untilAsserted(() ->
                assertThat(browser.elements("#panel-OUTCOMES tbody tr")).hasSize(9 + 4));
        assertThat(browser.text("#panel-OUTCOMES")).doesNotContain("rejected", "type-0 retried");
        assertThat(browser.text("#panel-TROUBLE .empty")).isEqualTo("Zero in this time");
        for (String colours : List.of("light", "dark")) {
            browser.prefers(colours, false);
            assertThat(browser.elements("#panel-OUTCOMES .swatch"))
                    .extracting(swatch -> swatch.getCssValue("border-top-color"))
                    .doesNotHaveDuplicates();
        }
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aSampleJobWithoutAProducerSaysWhatIsMissing() throws Exception {
        URI nobody;
        try (ServerSocket closed = new ServerSocket(0)) {
            nobody = URI.create("http://localhost:" + closed.getLocalPort());
        }
        dashboard.submitSampleJobsTo(nobody);
        open();

        browser.element("#send").click();

        soon().untilAsserted(() -> assertThat(browser.text("#said")).startsWith("No producer answers at " + nobody));
        assertThat(browser.element("#said").getDomAttribute("role")).isEqualTo("status");
    }

    @Test
    void allOfItCanBeDoneWithTheKeyboard() {
        dead("jobs-high", "a", Map.of());
        open();
        soon().untilAsserted(() -> assertThat(browser.elements(".letters li")).hasSize(1));

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
        browser.tabTo("summary");
        assertThat(focusIsVisible()).as("of a dead letter").isTrue();
        browser.press(Keys.ENTER);
        browser.tabTo(".letters .retry");
        assertThat(focusIsVisible()).as("of a retry button").isTrue();
        browser.press(Keys.ENTER);

        soon().untilAsserted(() -> assertThat(cell("jobs-high", "Waiting")).isEqualTo("1"));
        assertThat(browser.run("return document.activeElement.id"))
                .as("The list is gone, and the focus is not lost")
                .isEqualTo("send");
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
        dead(
                "jobs-high",
                "a-long-id-that-goes-on-and-on-and-on-and-on-and-on-and-on",
                Map.of(
                        "Sluice-Reason",
                        "https://example.org/a/reason/that/is/quite/long/and/has/no/space/in/it/at/all"));
        browser.screen(390, 844);
        open();
        soon().untilAsserted(() -> assertThat(browser.elements(".letters li")).hasSize(1));
        browser.element("summary").click();
        soon().untilAsserted(
                        () -> assertThat(browser.elements("#panels canvas")).hasSize(Panel.values().length));

        assertThat((long) browser.run("return document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(390);
        assertThat(browser.elements("#panels article"))
                .extracting(panel -> panel.getRect().getX())
                .containsOnly(14);
        assertThat(top("#panels")).as("the graphs come last").isGreaterThan(top("#failures"));
        assertThat(top("#failures")).isGreaterThan(top("#queues"));
        assertThat(browser.elements("#verdict, #panels article, #queues button, #rows td, #rows th, details > *"))
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
            dead("jobs-high", "a", Map.of("Sluice-Stack-Trace", "no way"));
            for (String colours : List.of("light", "dark")) {
                browser.prefers(colours, false);
                open();
                soon().untilAsserted(() ->
                        assertThat(browser.elements(".letters li")).isNotEmpty());
                browser.element("summary").click();
                browser.element("#send").click();
                soon().untilAsserted(() -> {
                    assertThat(browser.text("#headline"))
                            .isEqualTo(utilisation == 1 ? "Not keeping up" : "Dead letters");
                    assertThat(browser.text("#said")).isNotEmpty();
                });

                List<Object> seen = new ArrayList<>(Contrast.look(browser));
                browser.element(".purge").click();
                List<Object> asked = Contrast.look(browser);
                browser.element("#confirm-no").click();
                seen.addAll(asked.subList(1, asked.size()));

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
        dashboard.close();

        soon().untilAsserted(() -> {
            assertThat(browser.text("#headline")).isEqualTo("No connection");
            assertThat(browser.text("#live-text")).isEqualTo("No connection");
        });
        browser.element("#send").click();
        soon().untilAsserted(() -> assertThat(browser.text("#said")).contains("does not answer"));

        cloudWatch = LocalCloudWatch.start(port, new ManualClock(NOW));
        dashboard = Dashboard.of(cloudWatch);
        dashboard.watchQueues(sqs.endpoint());

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
        browser.open(dashboard.address());
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

    /** A dead letter as a worker leaves it. */
    private static void dead(String queue, String job, Map<String, String> attributes) {
        Map<String, MessageAttributeValue> values = new HashMap<>();
        attributes.forEach((name, value) -> values.put(
                name,
                MessageAttributeValue.builder()
                        .dataType("String")
                        .stringValue(value)
                        .build()));
        client.sendMessage(m -> m.queueUrl(queues.get(queue + "-dlq"))
                .messageBody("""
                        {"specversion": "1.0", "id": "%s", "type": "webhook", "source": "/here",
                         "data": {"url": "http://localhost"}}
                        """.formatted(job))
                .messageAttributes(values));
    }

    private static WebElement letter(String job) {
        return browser.element(".letters li[data-job='" + job + "']");
    }

    private static double top(String css) {
        return browser.element(css).getRect().getY();
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
