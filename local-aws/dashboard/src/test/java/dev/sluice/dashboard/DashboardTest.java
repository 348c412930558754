package dev.sluice.dashboard;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

import dev.sluice.localaws.LocalSqs;
import dev.sluice.localaws.QueueSpec;
import dev.sluice.localaws.cloudwatch.LocalCloudWatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DashboardTest {

    private static final String JSON = "application/json";

    private static LocalSqs sqs;
    private static SqsClient client;
    private static LocalCloudWatch cloudWatch;
    private static Dashboard dashboard;
    private static Page page;

    @BeforeAll
    static void start() {
        sqs = LocalSqs.start(0);
        client = Clients.of(sqs);
        cloudWatch = LocalCloudWatch.start(0);
        dashboard = Dashboard.of(cloudWatch);
        dashboard.watchQueues(sqs.endpoint());
        page = new Page(dashboard.address());
    }

    @AfterAll
    static void stop() {
        cloudWatch.close();
        dashboard.close();
        client.close();
        sqs.close();
    }

    @Test
    void thePageAndAllThatItNamesIsServedFromHere() throws Exception {
        HttpResponse<String> index = page.get("");

        assertThat(index.statusCode()).isEqualTo(200);
        assertThat(index.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
        assertThat(index.headers().firstValue("content-security-policy"))
                .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'self'"));
        List<String> named = Pattern.compile("(?:href|src)=\"([^#\"]+)\"")
                .matcher(index.body())
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();
        assertThat(named).contains("main.js", "dashboard.css").noneMatch(path -> path.contains("//"));
        for (String path : named) {
            assertThat(page.get(path).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(page.get("lib/uPlot.js").headers().firstValue("content-type"))
                .hasValue("text/javascript; charset=utf-8");
    }

    @Test
    void nothingElseIsServed() throws Exception {
        assertThat(page.get("Dashboard.class").statusCode()).isEqualTo(404);
        assertThat(page.get("../dashboard/..%2fMETA-INF/MANIFEST.MF").statusCode())
                .isEqualTo(404);
        assertThat(page.get("api/else").statusCode()).isEqualTo(404);
        assertThat(page.get("api/redrives").statusCode()).isEqualTo(405);
    }

    @Test
    void aBrowserThatComesToCloudWatchIsLedThere() throws Exception {
        for (String path : List.of("/", "/dashboard")) {
            HttpResponse<String> answer = page.get(path);

            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().firstValue("location")).hasValue("/dashboard/");
        }
    }

    @Test
    void anotherHostsNameIsRefused() throws Exception {
        assertThat(statusFor("evil.example")).contains(" 403 ");
        assertThat(statusFor("localhost.evil.example:9325")).contains(" 403 ");
        assertThat(statusFor("localhost")).contains(" 200 ");
        assertThat(statusFor("localhost:9325")).contains(" 200 ");
        assertThat(statusFor("127.0.0.1:1234")).contains(" 200 ");
    }

    @Test
    void whatAFormCanSendIsRefused() throws Exception {
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "application/jsonp")) {
            assertThat(page.post("api/redrives", type, "{\"queue\":\"jobs\"}").statusCode())
                    .as(type)
                    .isEqualTo(415);
            for (String path : List.of("sample-jobs", "retries", "deletions", "purges")) {
                assertThat(page.post("api/" + path, type, "{}").statusCode())
                        .as(path + " " + type)
                        .isEqualTo(415);
            }
        }
    }

    @Test
    void deadLettersGoBackToTheirQueueAndAskingTwiceDoesNoHarm() throws Exception {
        QueueSpec queue = new QueueSpec("redriven", 1, Duration.ofSeconds(30));
        var urls = sqs.createQueues(queue);
        for (int i = 0; i < 5; i++) {
            client.sendMessage(m -> m.queueUrl(urls.get("redriven")).messageBody("fails"));
        }
        // Received more often than once is too often.
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            client.receiveMessage(
                    r -> r.queueUrl(urls.get("redriven")).visibilityTimeout(0).maxNumberOfMessages(10));
            return depth(urls.get("redriven-dlq")) == 5;
        });

        HttpResponse<String> first = page.redrive("redriven");
        HttpResponse<String> second = page.redrive("redriven");

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(first.body()).contains("Moving 5 messages back to redriven");
        assertThat(second.statusCode()).isIn(200, 202);
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            assertThat(depth(urls.get("redriven"))).isEqualTo(5);
            assertThat(depth(urls.get("redriven-dlq"))).isZero();
        });
        assertThat(page.redrive("redriven").body()).contains("no dead letters");
        assertThat(client.receiveMessage(r -> r.queueUrl(urls.get("redriven")).maxNumberOfMessages(10))
                        .messages())
                .as("with their lives ahead of them")
                .hasSize(5);
    }

    @Test
    void deadLettersOfAFifoQueueStaySinceTheLocalSqsCannotMoveThem() throws Exception {
        var urls = sqs.createQueues(QueueSpec.named("ordered.fifo"));
        assertThat(page.redrive("ordered.fifo").statusCode()).isEqualTo(200);
        client.sendMessage(m -> m.queueUrl(urls.get("ordered-dlq.fifo"))
                .messageBody("dead")
                .messageGroupId("group")
                .messageDeduplicationId("one"));

        HttpResponse<String> answer = page.redrive("ordered.fifo");

        assertThat(answer.statusCode()).isEqualTo(501);
        assertThat(answer.body()).contains("cannot redrive all of a FIFO queue");
        assertThat(depth(urls.get("ordered-dlq.fifo"))).isEqualTo(1);
    }

    @Test
    void aDeadLetterTellsWhatAWorkerHasWrittenOnItAndElseWhatItsEventSays() throws Exception {
        var urls = sqs.createQueues(QueueSpec.named("told"));
        client.sendMessage(m -> m.queueUrl(urls.get("told-dlq"))
                .messageBody(event("by-sqs", "x".repeat(5_000)))
                .messageAttributes(Map.of("color", text("red"))));
        client.sendMessage(m -> m.queueUrl(urls.get("told-dlq"))
                .messageBody(event("by-worker", "y"))
                .messageAttributes(Map.of(
                        "Sluice-Reason", text("the receiver says 410"),
                        "Sluice-Job-Id", text("by-worker"),
                        "Sluice-Job-Type", text("webhook"),
                        "Sluice-Receive-Count", text("3"),
                        "Sluice-Failed-At", text("2100-01-01T00:00:00Z"),
                        "Sluice-Stack-Trace", text("at Handler.handle"))));
        client.sendMessage(m -> m.queueUrl(urls.get("told-dlq")).messageBody("no job at all"));

        JsonNode letters = page.json("api/dead-letters?queue=told");

        assertThat(letters).hasSize(3);
        JsonNode first = letters.get(0);
        assertThat(first.get("reason").asText()).isEqualTo("the receiver says 410");
        assertThat(first.get("tries").asText()).isEqualTo("3");
        assertThat(first.get("failedAt").asLong()).isEqualTo(4_102_444_800L);
        assertThat(first.get("stack").asText()).isEqualTo("at Handler.handle");
        assertThat(first.get("payload").asText()).contains("\"text\" : \"y\"");
        assertThat(first.get("attributes")).isEmpty();
        JsonNode moved = find(letters, "by-sqs");
        assertThat(moved.get("type").asText()).isEqualTo("webhook");
        assertThat(moved.get("reason").isNull()).isTrue();
        assertThat(moved.get("attributes").get("color").asText()).isEqualTo("red");
        assertThat(moved.get("cut").asBoolean()).isTrue();
        assertThat(page.json("api/dead-letters?queue=told&id=" + moved.get("id").asText())
                        .get("payload")
                        .asText())
                .as("the whole of it")
                .hasSizeGreaterThan(5_000);
        assertThat(letters).extracting(letter -> letter.get("payload").asText()).contains("no job at all");
        assertThat(page.json("api/dead-letters?queue=told"))
                .as("nothing is hidden")
                .hasSize(3);
    }

    @Test
    void oneDeadLetterGoesBackWithItsAttributesAndAnotherIsDeleted() throws Exception {
        var urls = sqs.createQueues(QueueSpec.named("few"));
        for (String job : List.of("a", "b", "c")) {
            client.sendMessage(m -> m.queueUrl(urls.get("few-dlq"))
                    .messageBody(event(job, ""))
                    .messageAttributes(Map.of("color", text("red"))));
        }
        JsonNode letters = page.json("api/dead-letters?queue=few");

        assertThat(one("retries", "few", find(letters, "a")).statusCode()).isEqualTo(200);
        assertThat(one("deletions", "few", find(letters, "b")).statusCode()).isEqualTo(200);

        assertThat(one("retries", "few", find(letters, "a")).statusCode())
                .as("once")
                .isEqualTo(404);
        assertThat(page.json("api/dead-letters?queue=few"))
                .extracting(letter -> letter.get("jobId").asText())
                .containsExactly("c");
        var back = client.receiveMessage(
                        r -> r.queueUrl(urls.get("few")).maxNumberOfMessages(10).messageAttributeNames("All"))
                .messages();
        assertThat(back).singleElement().satisfies(message -> {
            assertThat(message.body()).isEqualTo(event("a", ""));
            assertThat(message.messageAttributes().get("color").stringValue()).isEqualTo("red");
        });
    }

    @Test
    void oneDeadLetterOfAFifoQueueGoesBackToItsGroup() throws Exception {
        var urls = sqs.createQueues(QueueSpec.named("group.fifo"));
        client.sendMessage(m -> m.queueUrl(urls.get("group-dlq.fifo"))
                .messageBody(event("a", ""))
                .messageGroupId("customer")
                .messageDeduplicationId("one"));
        JsonNode letters = page.json("api/dead-letters?queue=group.fifo");

        assertThat(one("retries", "group.fifo", find(letters, "a")).statusCode())
                .isEqualTo(200);

        assertThat(client.receiveMessage(r -> r.queueUrl(urls.get("group.fifo"))
                                .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                        .messages())
                .singleElement()
                .satisfies(message -> assertThat(message.attributes())
                        .containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "customer"));
    }

    @Test
    void onlyWhoNamesTheDeadLetterQueueDeletesAllOfIt() throws Exception {
        var urls = sqs.createQueues(QueueSpec.named("doomed"));
        client.sendMessage(m -> m.queueUrl(urls.get("doomed-dlq")).messageBody("dead"));

        assertThat(page.post("api/purges", JSON, "{\"queue\":\"doomed\"}").statusCode())
                .isEqualTo(400);
        assertThat(depth(urls.get("doomed-dlq"))).isEqualTo(1);

        assertThat(page.post("api/purges", JSON, "{\"queue\":\"doomed\",\"confirm\":\"doomed-dlq\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(depth(urls.get("doomed-dlq"))).isZero();
    }

    @Test
    void aRedriveHasARateAndTellsHowFarItIsUntilItHasEnded() throws Exception {
        var urls = sqs.createQueues(QueueSpec.named("slow"));
        for (int i = 0; i < 5; i++) {
            client.sendMessage(m -> m.queueUrl(urls.get("slow-dlq")).messageBody("dead"));
        }
        for (String rate : List.of("0", "501", "\"5\"", "1.5")) {
            assertThat(redrive("slow", rate).statusCode()).as(rate).isEqualTo(400);
        }

        assertThat(redrive("slow", "2").statusCode()).isEqualTo(202);

        JsonNode moving = deadLetters("slow").get("moving");
        assertThat(moving.get("of").asLong()).isEqualTo(5);
        assertThat(moving.get("moved").asLong()).isLessThan(5);
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            assertThat(depth(urls.get("slow"))).isEqualTo(5);
            assertThat(deadLetters("slow").get("moving").isNull()).isTrue();
        });
    }

    @Test
    void onlyAQueueThatIsThereCanBeRedriven() throws Exception {
        assertThat(page.redrive("absent").statusCode()).isEqualTo(404);
        assertThat(page.redrive("").statusCode()).isEqualTo(400);
        assertThat(page.post("api/redrives", JSON, "no json").statusCode()).isEqualTo(400);
        assertThat(page.post("api/redrives", JSON, "").statusCode()).isEqualTo(400);
    }

    @Test
    void aSampleJobIsAValidSubmissionAndItsAnswerIsTold() throws Exception {
        BlockingQueue<String> submitted = new LinkedBlockingQueue<>();
        HttpServer producer = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        producer.createContext("/jobs", exchange -> {
            try (exchange) {
                boolean first = submitted.isEmpty();
                submitted.add(exchange.getRequestMethod() + " "
                        + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                byte[] answer = (first ? "{\"id\":\"4711\"}" : "{\"title\":\"No\",\"detail\":\"The queue is away\"}")
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(first ? 202 : 503, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        producer.start();
        URI address = URI.create("http://127.0.0.1:" + producer.getAddress().getPort());
        try (LocalCloudWatch metrics = LocalCloudWatch.start(0);
                Dashboard own = Dashboard.of(metrics)) {
            own.submitSampleJobsTo(address);
            Page its = new Page(own.address());

            HttpResponse<String> taken = its.post("api/sample-jobs", JSON, "{}");
            HttpResponse<String> refused = its.post("api/sample-jobs", JSON, "{}");

            assertThat(submitted.take())
                    .isEqualTo("POST application/json {\"type\":\"checksum\",\"data\":{\"url\":\"" + address
                            + "/q/openapi\"}}");
            assertThat(taken.statusCode()).isEqualTo(202);
            assertThat(taken.body()).contains("Sample job 4711 is in the queue");
            assertThat(refused.statusCode()).isEqualTo(502);
            assertThat(refused.body()).contains("answered 503: The queue is away");
        } finally {
            producer.stop(0);
        }
    }

    @Test
    void aProducerThatIsNotThereIsNamedWithWhatToDo() throws Exception {
        URI nobody;
        try (ServerSocket closed = new ServerSocket(0)) {
            nobody = URI.create("http://localhost:" + closed.getLocalPort());
        }
        try (LocalCloudWatch metrics = LocalCloudWatch.start(0);
                Dashboard own = Dashboard.of(metrics)) {
            own.submitSampleJobsTo(nobody);

            HttpResponse<String> answer = new Page(own.address()).post("api/sample-jobs", JSON, "{}");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("No producer answers at " + nobody, "./dev");
        }
    }

    private static HttpResponse<String> one(String path, String queue, JsonNode letter) throws Exception {
        return page.post(
                "api/" + path,
                JSON,
                "{\"queue\":\"%s\",\"id\":\"%s\"}"
                        .formatted(queue, letter.get("id").asText()));
    }

    private static HttpResponse<String> redrive(String queue, String rate) throws Exception {
        return page.post("api/redrives", JSON, "{\"queue\":\"%s\",\"ratePerSecond\":%s}".formatted(queue, rate));
    }

    private static JsonNode deadLetters(String queue) throws Exception {
        for (JsonNode one : page.overview("5m").get("queues")) {
            if (one.get("name").asText().equals(queue)) {
                return one.get("deadLetters");
            }
        }
        throw new AssertionError("no queue " + queue);
    }

    private static JsonNode find(JsonNode letters, String job) {
        for (JsonNode letter : letters) {
            if (letter.get("jobId").asText().equals(job)) {
                return letter;
            }
        }
        throw new AssertionError("no " + job + " in " + letters);
    }

    private static String event(String id, String text) {
        return """
                {"specversion":"1.0","id":"%s","type":"webhook","source":"/here","data":{"text":"%s"}}""".formatted(id, text);
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }

    private static int depth(String url) {
        return Integer.parseInt(client.getQueueAttributes(
                        r -> r.queueUrl(url).attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                .attributes()
                .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
    }

    private static String statusFor(String host) throws IOException {
        URI address = dashboard.address();
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream()
                    .write("GET /dashboard/api/overview HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                            .formatted(host)
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }
}
