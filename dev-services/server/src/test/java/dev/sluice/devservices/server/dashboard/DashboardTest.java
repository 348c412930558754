package dev.sluice.devservices.server.dashboard;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

import dev.sluice.devservices.server.Clients;
import dev.sluice.devservices.server.LocalSqs;
import dev.sluice.devservices.server.QueueSpec;
import dev.sluice.devservices.server.cloudwatch.LocalCloudWatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DashboardTest {

    private static final String JSON = "application/json";

    private static LocalSqs sqs;
    private static SqsClient client;
    private static LocalCloudWatch cloudWatch;
    private static Page page;

    @BeforeAll
    static void start() {
        sqs = LocalSqs.start(0);
        client = Clients.of(sqs);
        cloudWatch = LocalCloudWatch.start(0);
        cloudWatch.watchQueues(sqs.endpoint());
        page = new Page(cloudWatch.dashboard());
    }

    @AfterAll
    static void stop() {
        cloudWatch.close();
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
            assertThat(page.post("api/sample-jobs", type, "{}").statusCode())
                    .as(type)
                    .isEqualTo(415);
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
        assertThat(answer.body()).contains("cannot redrive FIFO queues");
        assertThat(depth(urls.get("ordered-dlq.fifo"))).isEqualTo(1);
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
        try (LocalCloudWatch own = LocalCloudWatch.start(0)) {
            own.submitSampleJobsTo(address);
            Page its = new Page(own.dashboard());

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
        try (LocalCloudWatch own = LocalCloudWatch.start(0)) {
            own.submitSampleJobsTo(nobody);

            HttpResponse<String> answer = new Page(own.dashboard()).post("api/sample-jobs", JSON, "{}");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("No producer answers at " + nobody, "./dev");
        }
    }

    private static int depth(String url) {
        return Integer.parseInt(client.getQueueAttributes(
                        r -> r.queueUrl(url).attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                .attributes()
                .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
    }

    private static String statusFor(String host) throws IOException {
        URI dashboard = cloudWatch.dashboard();
        try (Socket socket = new Socket(dashboard.getHost(), dashboard.getPort())) {
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
