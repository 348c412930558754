package dev.sluice.worker.deadletter;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

import dev.sluice.sqs.deadletter.DeadLetters;
import dev.sluice.sqs.queue.SqsQueue;
import dev.sluice.testkit.Fault;
import dev.sluice.testkit.Repository;
import dev.sluice.testkit.SqsLink;
import dev.sluice.testkit.TestQueue;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

@Tag("process")
@QuarkusTest
@WithTestResource(LinkedSqs.class)
@TestProfile(DeadLetterRoutesTest.Linked.class)
class DeadLetterRoutesTest {

    private static final String PROBLEM = "application/problem+json";

    /** The SQS of this test is its own. */
    public static final class Linked implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("sluice.dev-services.enabled", "false");
        }
    }

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Inject
    SecondChanceHandler jobs;

    @Inject
    SqsAsyncClient client;

    @Inject
    Json json;

    SqsLink link;
    TestQueue queue;

    @AfterEach
    void cleanUp() {
        link.mend();
        // A pooled connection that the link has just closed may fail one more call.
        await().untilAsserted(() -> delete("/dead-letters/jobs-normal/redrive").statusCode(200));
        queue.purge();
    }

    @Test
    void listsTheQueuesTheMostUrgentFirstWithTheirDepths() {
        kill("one");

        get("/dead-letters")
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("queues.queue", equalTo(List.of("jobs-high", "jobs-normal")))
                .body("queues[1].deadLetterQueue.name", equalTo("jobs-normal-dlq"))
                .body("queues[1].deadLetterQueue.depth.visible", equalTo(1))
                .body("queues[0].deadLetterQueue.depth.visible", equalTo(0))
                .body("queues[1].depth.inFlight", equalTo(0))
                .body("queues[1].error", nullValue());
    }

    @Test
    void aRejectedJobIsShownWithItsReasonAndDoneAfterARedrive() {
        String id = UUID.randomUUID().toString();
        queue.send("{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/test\",\"type\":\"second-chance\",\"data\":{}}"
                .formatted(id));
        await().until(() -> queue.deadLetters() == 1);

        for (int time = 1; time <= 2; time++) {
            get("/dead-letters/jobs-normal")
                    .statusCode(200)
                    .header("Cache-Control", "no-store")
                    .body("deadLetterQueue", equalTo("jobs-normal-dlq"))
                    .body("messages", hasSize(1))
                    .body("messages[0].reason", equalTo("not the first time"))
                    .body("messages[0].jobId", equalTo(id))
                    .body("messages[0].jobType", equalTo("second-chance"))
                    .body("messages[0].jobReceiveCount", equalTo("1"))
                    .body("messages[0].receiveCount", equalTo(time))
                    .body("messages[0].bodyCut", equalTo(false))
                    .body("messages[0].body", containsString(id));
        }
        post("/dead-letters/jobs-normal/redrive", "{}")
                .statusCode(202)
                .body("started", equalTo(true))
                .body("redrive.status", equalTo("RUNNING"))
                .body("redrive.destination", equalTo("jobs-normal"));

        await().until(() -> jobs.hasDone(id));
        await().until(() -> queue.depth() == 0 && queue.deadLetters() == 0);
        get("/dead-letters/jobs-normal/redrive")
                .statusCode(200)
                .body("redrives[0].status", equalTo("COMPLETED"))
                .body("redrives[0].moved", equalTo(1));
    }

    @Test
    void aRedriveThatIsAskedForTwiceIsOneAndSoIsItsEnd() {
        // Each is rejected again as soon as it is back.
        for (int i = 0; i < 20; i++) {
            kill("no job " + i);
        }

        post("/dead-letters/jobs-normal/redrive", "{\"ratePerSecond\":1}")
                .statusCode(202)
                .body("started", equalTo(true))
                .body("redrive.ratePerSecond", equalTo(1));
        post("/dead-letters/jobs-normal/redrive", "{\"ratePerSecond\":500}")
                .statusCode(202)
                .body("started", equalTo(false))
                .body("redrive.ratePerSecond", equalTo(1));
        delete("/dead-letters/jobs-normal/redrive")
                .statusCode(200)
                .body("cancelled", equalTo(true))
                .body("redrive.status", equalTo("CANCELLING"));
        delete("/dead-letters/jobs-normal/redrive").statusCode(200).body("cancelled", equalTo(false));
    }

    @Test
    void aRedriveNeedsNoBody() {
        ask().contentType(ContentType.JSON)
                .post("/dead-letters/jobs-normal/redrive")
                .then()
                .statusCode(202);
    }

    @Test
    void purgesOnlyWhenTheDeadLetterQueueIsNamed() {
        kill("precious");

        for (String body : List.of("{}", "{\"confirm\":\"jobs-normal\"}", "{\"confirm\":null}")) {
            post("/dead-letters/jobs-normal/purge", body)
                    .statusCode(422)
                    .contentType(PROBLEM)
                    .body("detail", containsString("{\"confirm\":\"jobs-normal-dlq\"}"));
        }
        assertThat(queue.deadLetters()).isEqualTo(1);
        for (int time = 1; time <= 2; time++) {
            post("/dead-letters/jobs-normal/purge", "{\"confirm\":\"jobs-normal-dlq\"}")
                    .statusCode(202)
                    .body("deadLetterQueue", equalTo("jobs-normal-dlq"));
        }

        await().until(() -> queue.deadLetters() == 0);
    }

    @Test
    void aPurgeThatIsUnderWayIsNoError() {
        // What SQS says to a second purge within a minute; ElasticMQ does not.
        link.breakWith(new Fault.Error(403, "PurgeQueueInProgress", Set.of("PurgeQueue")));

        post("/dead-letters/jobs-normal/purge", "{\"confirm\":\"jobs-normal-dlq\"}")
                .statusCode(202)
                .body("started", equalTo(false));
    }

    @Test
    void showsAHostileMessageOfTheLargestSizeWithinBounds() {
        String body = ("{\"}</script>\\u0000\\\\\t\uFFFD\uD83D\uDE00" + "\u00FF".repeat(20)).repeat(20_000);
        byte[] bytes = new byte[5_000];
        bytes[0] = (byte) 0xFF;
        queue.sendDeadLetter(
                body,
                Map.of(
                        "binary",
                        MessageAttributeValue.builder()
                                .dataType("Binary")
                                .binaryValue(SdkBytes.fromByteArray(bytes))
                                .build(),
                        "Sluice-Reason",
                        MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue("\"},{\"reason\":\"forged")
                                .build()));

        ValidatableResponse shown = get("/dead-letters/jobs-normal").statusCode(200);
        shown.body("messages[0].body", equalTo(body.substring(0, 4_096)))
                .body("messages[0].bodyLength", equalTo(body.length()))
                .body("messages[0].bodyCut", equalTo(true))
                .body("messages[0].reason", equalTo("\"},{\"reason\":\"forged"))
                .body("messages[0].attributes.binary.length()", equalTo(4_096))
                .body("messages[0].cutAttributes", equalTo(List.of("binary")));
        assertThat(shown.extract().asByteArray().length).isLessThan(20_000);

        get("/dead-letters/jobs-normal?whole=true")
                .statusCode(200)
                .body("messages[0].body", equalTo(body))
                .body("messages[0].bodyCut", equalTo(false))
                .body("messages[0].cutAttributes", nullValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"limit=0", "limit=101", "limit=-1", "limit=many", "limit=", "whole=yes", "whole=true&limit=11"})
    void refusesToShowWhatItCannot(String query) {
        get("/dead-letters/jobs-normal?" + query).statusCode(422).contentType(PROBLEM);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"ratePerSecond":0}     | 422 | ratePerSecond
        {"ratePerSecond":501}   | 422 | ratePerSecond
        {"ratePerSecond":"50"}  | 422 | ratePerSecond
        {"ratePerSecond":1.5}   | 422 | ratePerSecond
        {"ratePerSecond":1e99}  | 422 | ratePerSecond
        {"rate":50}             | 422 | ratePerSecond
        [50]                    | 422 | object
        50                      | 422 | object
        null                    | 422 | object
        {"ratePerSecond":       | 400 | object
        {} {}                   | 422 | object
        nonsense                | 400 | object
        """)
    void saysWhatIsWrongWithARedrive(String body, int status, String detail) {
        long before = link.count("StartMessageMoveTask");

        post("/dead-letters/jobs-normal/redrive", body)
                .statusCode(status)
                .contentType(PROBLEM)
                .body("status", equalTo(status))
                .body("detail", containsString(detail));
        assertThat(link.count("StartMessageMoveTask") + link.count("PurgeQueue"))
                .isNotNegative();
    }

    @ParameterizedTest
    @ValueSource(strings = {"redrive", "purge"})
    void takesNothingButJsonSoThatNoPageFromElsewhereCanSendIt(String operation) throws IOException {
        for (String header : List.of(
                "Content-Type: text/plain\r\n",
                "Content-Type: application/x-www-form-urlencoded\r\n",
                "Content-Type: application/jsonp\r\n",
                "")) {
            String body = "{\"confirm\":\"jobs-normal-dlq\"}";
            assertThat(raw("POST /dead-letters/jobs-normal/%s HTTP/1.1\r\nHost: localhost\r\n%sContent-Length: %d\r\n"
                                    .formatted(operation, header, body.length())
                            + "Connection: close\r\n\r\n" + body))
                    .startsWith("HTTP/1.1 415")
                    .containsIgnoringCase("content-type: " + PROBLEM)
                    .contains("application/json.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://elsewhere.example", "http://localhost:1", "null"})
    void letsNoPageFromElsewhereIn(String origin) {
        kill("precious");

        RequestSpecification page = ask().header("Origin", origin);
        page.get("/dead-letters/jobs-normal")
                .then()
                .statusCode(403)
                .contentType(PROBLEM)
                .header("Access-Control-Allow-Origin", nullValue());
        page.contentType(ContentType.JSON)
                .body("{\"confirm\":\"jobs-normal-dlq\"}")
                .post("/dead-letters/jobs-normal/purge")
                .then()
                .statusCode(403);
        assertThat(queue.deadLetters()).isEqualTo(1);
    }

    @Test
    void letsAPageOfItsOwnIn() {
        ask().header("Origin", "http://localhost:" + management.getPort())
                .get("/dead-letters")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {2_000, 200_000})
    void refusesMoreThanAnyRequestNeeds(int length) {
        post("/dead-letters/jobs-normal/purge", "{\"confirm\":\"%s\"}".formatted("x".repeat(length)))
                .statusCode(413)
                .contentType(PROBLEM);
    }

    @Test
    void knowsOnlyTheQueuesThatTheWorkerDrains() {
        Matcher<String> names = allOf(containsString("jobs-high"), containsString("jobs-normal"));
        get("/dead-letters/jobs-normal-dlq")
                .statusCode(404)
                .contentType(PROBLEM)
                .body("detail", names);
        get("/dead-letters/%2e%2e%2f").statusCode(404).contentType(PROBLEM);
        get("/dead-letters/nowhere/redrive").statusCode(404).body("detail", names);
        delete("/dead-letters/nowhere/redrive").statusCode(404).body("detail", names);
        post("/dead-letters/nowhere/redrive", "{}").statusCode(404).body("detail", names);
        post("/dead-letters/nowhere/purge", "{\"confirm\":\"nowhere\"}")
                .statusCode(404)
                .body("detail", names);
    }

    @Test
    void saysWhatThereIsInsteadOfWhatThereIsNot() {
        get("/dead-letters/jobs-normal/dance").statusCode(404).contentType(PROBLEM);
        get("/dead-letters/jobs-normal/purge")
                .statusCode(405)
                .contentType(PROBLEM)
                .header("Allow", "POST");
        delete("/dead-letters").statusCode(405).contentType(PROBLEM).header("Allow", "GET");
    }

    @Test
    void saysSoonThatSqsIsOutOfReachAndGoesOnWhenItIsBack() {
        for (Fault fault :
                List.of(new Fault.Silence(), new Fault.Error(403, "AccessDenied", Set.of()), new Fault.Reset())) {
            link.breakWith(fault);
            get("/dead-letters")
                    .statusCode(503)
                    .contentType(PROBLEM)
                    .body("type", equalTo("urn:sluice:problem:queue-unavailable"));
        }
        get("/dead-letters/jobs-normal").statusCode(503).contentType(PROBLEM);
        post("/dead-letters/jobs-normal/redrive", "{}").statusCode(503).contentType(PROBLEM);
        post("/dead-letters/jobs-normal/purge", "{}").statusCode(503).contentType(PROBLEM);

        link.mend();

        get("/dead-letters").statusCode(200).body("queues", hasSize(2));
    }

    @Test
    void listsWhatItCanWhenOneQueueIsInTrouble() {
        var drained = List.of(new SqsQueue(client, "nowhere"), new SqsQueue(client, "jobs-normal"));
        var operations = new DeadLetterOperations(new DeadLetters(client, () -> drained), json);

        QueueList list = (QueueList) operations.list(null).join().body();

        assertThat(list.queues().getFirst().error()).contains("does not exist");
        assertThat(list.queues().getLast().error()).isNull();
        assertThat(list.queues().getLast().deadLetterQueue().name()).isEqualTo("jobs-normal-dlq");
    }

    @Test
    void tellsWhatSqsSaysWhenItRefuses() {
        link.breakWith(new Fault.Error(400, "UnsupportedOperation", Set.of("StartMessageMoveTask")));

        post("/dead-letters/jobs-normal/redrive", "{}")
                .statusCode(409)
                .contentType(PROBLEM)
                .body("detail", containsString("Made up by a test"));
    }

    @ParameterizedTest
    @CsvSource({
        "localhost,                     200",
        "127.0.0.1:9001,                200",
        "[::1]:9001,                    200",
        "rebound.example,               403",
        "localhost.rebound.example:9001, 403"
    })
    void answersOnlyWhoMeansThisMachine(String host, int status) throws IOException {
        String answer = raw("GET /dead-letters HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host));

        assertThat(answer).startsWith("HTTP/1.1 " + status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For",
                "X-Forwarded-Host",
                "X-Real-IP",
                "Via",
                "Forwarded",
                "CF-Connecting-IP",
                "True-Client-IP"
            })
    void answersNobodyForWhomAProxySpeaks(String header) {
        ask().header(header, "127.0.0.1")
                .get("/dead-letters")
                .then()
                .statusCode(403)
                .contentType(PROBLEM)
                .body("detail", containsString("sluice.consumer.dead-letters.token"));
    }

    @Test
    void takesWhatSpeaksHttp10ForAProxy() throws IOException {
        assertThat(raw("GET /dead-letters HTTP/1.0\r\nHost: localhost\r\n\r\n")).startsWith("HTTP/1.0 403");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /dead-letters HTTP/1.1\r\n\r\n",
                "GET /dead-letters HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
                "GET /dead-letters HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n",
                "GET /dead-letters HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n",
                "GET /dead-letters/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /dead-letters?limit=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /dead-letters HTTP/1.1\r\nHost: localhost\r\nOrigin: no origin\r\nConnection: close\r\n\r\n",
                "GET /dead-letters HTTP/1.1\r\nHost: localhost\r\nOrigin: http://[\r\nConnection: close\r\n\r\n",
                "GET /dead-letters HTTP/1.1\r\nHost: localhost\r\nOrigin:\r\nConnection: close\r\n\r\n"
            })
    void callsAnOddRequestOddAndNotABug(String request) throws IOException {
        assertThat(raw(request))
                .startsWith("HTTP/1.1 4")
                .containsIgnoringCase("content-type: " + PROBLEM)
                .doesNotContain("Exception", "bug");
    }

    @Test
    void theCommandsOfThePageDoWhatItSays(@TempDir Path home) throws Exception {
        List<String> commands = DocumentedCommands.of(Repository.path("docs/dead-letters.md"));
        assertThat(commands).hasSizeGreaterThan(5);
        // A status from 400 on is a failure of the command.
        Files.writeString(home.resolve(".curlrc"), "fail\nsilent\nshow-error\n");

        for (String command : commands) {
            var shell = new ProcessBuilder(
                            "sh", "-c", command.replace("localhost:9001", "localhost:" + management.getPort()))
                    .redirectErrorStream(true);
            shell.environment().put("CURL_HOME", home.toString());
            shell.environment().put("TOKEN", "not needed here");
            Process process = shell.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(command + "\n" + output).isZero();
        }
        assertThat(link.count("StartMessageMoveTask")).isPositive();
        assertThat(link.count("PurgeQueue")).isPositive();
    }

    @Test
    void healthStaysOpenToAll() {
        ask().header("X-Forwarded-For", "203.0.113.7")
                .get("/q/health/live")
                .then()
                .statusCode(200);
        get("/q/health/live").body(not(containsString("dead")));
    }

    private void kill(String body) {
        queue.sendDeadLetter(body, Map.of());
    }

    private RequestSpecification ask() {
        return given().baseUri(management.resolve("/").toString());
    }

    private ValidatableResponse get(String path) {
        return ask().urlEncodingEnabled(false).get(path).then();
    }

    private ValidatableResponse delete(String path) {
        return ask().delete(path).then();
    }

    private ValidatableResponse post(String path, String body) {
        return ask().contentType(ContentType.JSON).body(body).post(path).then();
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(management.getHost(), management.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
