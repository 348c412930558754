package dev.sluice.acceptance;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.sluice.localaws.LocalSqs;
import dev.sluice.localaws.QueueSpec;
import dev.sluice.testkit.ConfigurationPage;
import dev.sluice.testkit.HttpCalls;
import dev.sluice.testkit.PackagedService;
import dev.sluice.testkit.TestQueue;
import dev.sluice.testkit.WebhookReceiver;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Both services with one environment, in which every setting of each stands that the documentation tells of. */
class SharedEnvironmentIT {

    /** Settings that have no default, and those that must not have theirs here. */
    private static final Map<String, String> CHOSEN = Map.of(
            "SLUICE_CONSUMER_OUTBOUND_ALLOW_PRIVATE_ADDRESSES", "true",
            "SLUICE_CONSUMER_TYPES_WEBHOOK_CONCURRENCY", "7",
            "SLUICE_CONSUMER_TYPES_WEBHOOK_TIME_LIMIT", "1M",
            "SLUICE_CONSUMER_SCALE_IN_PROTECTION_ENABLED", "false",
            "SLUICE_PRODUCER_RETRY_AFTER", "3S",
            "MP_MESSAGING_INCOMING_JOBS_QUEUE", "urgent,usual",
            "MP_MESSAGING_INCOMING_JOBS_WEIGHTS", "4,1",
            "MP_MESSAGING_OUTGOING_JOBS_HIGH_QUEUE", "urgent",
            "MP_MESSAGING_OUTGOING_JOBS_NORMAL_QUEUE", "usual");

    private final LocalSqs sqs = LocalSqs.start(0);
    private final TestQueue usual = TestQueue.at(sqs.endpoint(), QueueSpec.named("usual"));
    private final TestQueue urgent = TestQueue.at(sqs.endpoint(), QueueSpec.named("urgent"));
    private final WebhookReceiver receiver = new WebhookReceiver();
    private final HttpCalls http = new HttpCalls(1);
    private Map<String, String> shared;

    @BeforeEach
    void readTheSettings() throws IOException {
        shared = new HashMap<>();
        var page = new ConfigurationPage();
        Stream.of("sluice.consumer.", "sluice.producer.", "mp.messaging.")
                .forEach(prefix -> page.defaults(prefix).forEach(this::set));
        shared.putAll(CHOSEN);
    }

    @AfterEach
    void stop() {
        http.close();
        receiver.close();
        usual.close();
        urgent.close();
        sqs.close();
    }

    @Test
    void neitherServiceMindsTheSettingsOfTheOtherAndEachHeedsItsOwn() throws Exception {
        assertThat(shared)
                .containsKeys("MP_MESSAGING_INCOMING_JOBS_DRAIN_GRACE", "MP_MESSAGING_OUTGOING_JOBS_HIGH_MAX_PENDING");
        try (PackagedService producer = PackagedService.start("producer", sqs.endpoint(), shared);
                PackagedService worker = PackagedService.start("consumer", sqs.endpoint(), shared)) {
            for (String priority : new String[] {"normal", "high"}) {
                String job = """
                        {"id":"%1$s","type":"webhook","priority":"%1$s","data":{"url":"%2$s"}}""".formatted(priority, receiver.uri());

                await().until(() -> http.post(producer.api().resolve("/jobs"), job)
                                .get(10, SECONDS)
                                .status()
                        == 202);

                await().until(() -> worker.says("Job webhook " + priority + " completed"));
            }
        }
    }

    /** A setting as a variable; for the channels and job types that are there where the page leaves that open. */
    private void set(String name, String value) {
        if (value.isEmpty()) {
            return;
        }
        Stream<String> names =
                switch (name.substring(0, name.lastIndexOf('.'))) {
                    case "mp.messaging.outgoing.*" ->
                        Stream.of(name.replace("*", "jobs-high"), name.replace("*", "jobs-normal"));
                    case "mp.messaging.incoming.*" -> Stream.of(name.replace("*", "jobs"));
                    default -> Stream.of(name.replace("*", "webhook"));
                };
        names.forEach(
                variable -> shared.put(variable.replaceAll("[^a-zA-Z0-9]", "_").toUpperCase(Locale.ROOT), value));
    }
}
