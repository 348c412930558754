package dev.sluice.api.job;

import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.cumulative.CumulativeCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

import dev.sluice.localaws.QueueSpec;
import dev.sluice.testkit.TestQueue;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

@QuarkusTest
class JobsResourceTest {

    private static final String PROBLEM = "application/problem+json";

    @ConfigProperty(name = "quarkus.sqs.endpoint-override")
    URI sqs;

    private TestQueue normal;
    private TestQueue high;

    @BeforeEach
    void openQueues() {
        normal = TestQueue.at(sqs, QueueSpec.named("jobs-normal"));
        high = TestQueue.at(sqs, QueueSpec.named("jobs-high"));
    }

    @AfterEach
    void emptyQueues() {
        normal.purge();
        high.purge();
        normal.close();
        high.close();
    }

    @Test
    void answers202WithTheIdOnceTheQueueHoldsTheJob() {
        String id = submit("{\"type\":\"checksum\",\"data\":{\"url\":\"https://example.com/a\"}}")
                .statusCode(202)
                .body("id", matchesPattern("[0-9a-f-]{36}"))
                .extract()
                .path("id");

        JsonObject event = onlyMessage(normal);
        assertThat(event.getString("specversion")).isEqualTo("1.0");
        assertThat(event.getString("id")).isEqualTo(id);
        assertThat(event.getString("type")).isEqualTo("checksum");
        assertThat(event.getString("source")).isEqualTo("/sluice/producer");
        assertThat(event.getInstant("time")).isNotNull();
        assertThat(event.getJsonObject("data").getString("url")).isEqualTo("https://example.com/a");
    }

    @Test
    void aBrokenMeterIsNoTroubleOfTheClients() {
        MeterRegistry broken = new SimpleMeterRegistry() {
            @Override
            protected Counter newCounter(Meter.Id id) {
                return new CumulativeCounter(id) {
                    @Override
                    public void increment(double amount) {
                        throw new IllegalStateException("a broken counter");
                    }
                };
            }
        };
        Metrics.globalRegistry.add(broken);
        try {
            submit("{\"type\":\"checksum\",\"data\":{\"url\":\"https://example.com/\"}}")
                    .statusCode(202);
            submit("{\"type\":\"checksum\",\"data\":{}}").statusCode(422);
        } finally {
            Metrics.globalRegistry.remove(broken);
        }

        assertThat(normal.depth()).isEqualTo(1);
    }

    @Test
    void putsAnUrgentJobIntoTheUrgentQueue() {
        submit("{\"type\":\"checksum\",\"priority\":\"high\",\"data\":{\"url\":\"https://example.com/\"}}")
                .statusCode(202);

        assertThat(normal.depth()).isZero();
        assertThat(onlyMessage(high).getString("type")).isEqualTo("checksum");
    }

    @Test
    void keepsTheIdThatTheClientGives() {
        submit("{\"id\":\"order:42\",\"type\":\"checksum\",\"data\":{\"url\":\"https://example.com/\"}}")
                .statusCode(202)
                .body("id", equalTo("order:42"));

        assertThat(onlyMessage(normal).getString("id")).isEqualTo("order:42");
    }

    @Test
    void hidesADelayedJob() {
        submit("{\"type\":\"checksum\",\"delaySeconds\":600,\"data\":{\"url\":\"https://example.com/\"}}")
                .statusCode(202);

        assertThat(normal.visible()).isZero();
        assertThat(normal.depth()).isEqualTo(1);
    }

    @Test
    void sendsTheTenantAsTheMessageGroup() {
        submit("{\"type\":\"checksum\",\"tenant\":\"customer#7\",\"data\":{\"url\":\"https://example.com/\"}}")
                .statusCode(202);

        assertThat(normal.receive().getFirst().attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID))
                .isEqualTo("customer#7");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        no url                 | {"type":"checksum","data":{}}                                                            | data.url
        no data at all         | {"type":"checksum"}                                                                      | data.url
        a url of another kind  | {"type":"checksum","data":{"url":"ftp://example.com/"}}                                  | data.url
        a number for a url     | {"type":"checksum","data":{"url":7}}                                                     | data.url
        a payload that is text | {"type":"checksum","data":"hello"}                                                       | data
        a misspelt property    | {"type":"checksum","data":{"url":"https://example.com/","sha265":"x"}}                   | data.sha265
        a header of two lines  | {"type":"webhook","data":{"url":"https://example.com/","headers":{"X-A":"1\\r\\nB: 2"}}} | data.headers.X-A
        no type                | {"data":{}}                                                                              | type
        an unknown priority    | {"type":"checksum","priority":"low","data":{"url":"https://example.com/"}}               | priority
        too long a delay       | {"type":"checksum","delaySeconds":901,"data":{"url":"https://example.com/"}}             | delaySeconds
        a delay before now     | {"type":"checksum","delaySeconds":-1,"data":{"url":"https://example.com/"}}              | delaySeconds
        an id with a space     | {"type":"checksum","id":"a b","data":{"url":"https://example.com/"}}                     | id
        an empty id            | {"type":"checksum","id":"","data":{"url":"https://example.com/"}}                        | id
        a tenant with a space  | {"type":"checksum","tenant":"a b","data":{"url":"https://example.com/"}}                 | tenant
        an empty tenant        | {"type":"checksum","tenant":"","data":{"url":"https://example.com/"}}                    | tenant
        a misspelt field       | {"type":"checksum","prio":"high","data":{"url":"https://example.com/"}}                  | prio
        """)
    void namesTheOffendingField(String what, String body, String field) {
        submit(body)
                .statusCode(422)
                .contentType(PROBLEM)
                .body("type", equalTo("urn:sluice:problem:invalid-job"))
                .body("status", equalTo(422))
                .body("detail", startsWith(field + " "))
                .body("violations.field", hasItem(field));
        assertThat(normal.depth() + high.depth()).isZero();
    }

    @Test
    void namesAllOffendingFieldsAtOnce() {
        submit("{\"type\":\"webhook\",\"data\":{\"timeoutSeconds\":0,\"url\":\"ftp://example.com/\"}}")
                .statusCode(422)
                .body("violations.field", contains("data.timeoutSeconds", "data.url"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"type\":", "''", "{\"type\":\"checksum\"} and more", "{\"a\":1,\"a\":2}"})
    void says400WhenTheBodyIsNotJson(String body) {
        submit(body)
                .statusCode(400)
                .contentType(PROBLEM)
                .body("type", equalTo("urn:sluice:problem:malformed-json"))
                .body("detail", containsString("the body"));
    }

    @Test
    void says422WhenTheBodyIsNoObject() {
        submit("[1,2]").statusCode(422).contentType(PROBLEM).body("detail", equalTo("The body must be a JSON object"));
    }

    @Test
    void says404ForAnUnknownTypeAndListsTheKnownOnes() {
        submit("{\"type\":\"chekcsum\",\"data\":{}}")
                .statusCode(404)
                .contentType(PROBLEM)
                .body("type", equalTo("urn:sluice:problem:unknown-job-type"))
                .body("detail", allOf(containsString("checksum"), containsString("webhook")))
                .body("violations.field", contains("type"));
    }

    @Test
    void says415ForAnotherMediaType() {
        given().contentType("text/plain")
                .body("{}")
                .post("/jobs")
                .then()
                .statusCode(415)
                .contentType(PROBLEM)
                .body("detail", equalTo("The body must be JSON, with the header Content-Type: application/json"));
    }

    @Test
    void says406ToAClientThatAcceptsNoJson() {
        given().contentType(ContentType.JSON)
                .accept("text/html")
                .body("{}")
                .post("/jobs")
                .then()
                .statusCode(406)
                .contentType(PROBLEM)
                .body("detail", equalTo("Answers are application/json: the Accept header must allow it"));
    }

    @Test
    void says413WhenTheMessageWouldBeLargerThanTheQueueTakes() {
        submit(webhookOf(3_000_000))
                .statusCode(413)
                .contentType(PROBLEM)
                .body("type", equalTo("urn:sluice:problem:job-too-large"))
                .body("detail", containsString("1,048,576"));
    }

    @Test
    void says413ToARequestLargerThanAnyJobBeforeItIsSent() throws Exception {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(
                            "POST /jobs HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000000\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answer)
                    .startsWith("HTTP/1.1 413 ")
                    .containsIgnoringCase("content-type: application/problem+json")
                    .contains("urn:sluice:problem:job-too-large");
        }
    }

    @Test
    void takesAJobOfAlmostTheLargestSize() {
        submit(webhookOf(1_048_000)).statusCode(202);

        assertThat(normal.depth()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"128, 202", "129, 422"})
    void takesATenantOfAtMostAsManyCharactersAsSqsDoes(int length, int status) {
        submit("{\"type\":\"checksum\",\"tenant\":\"%s\",\"data\":{\"url\":\"https://example.com/\"}}"
                        .formatted("t".repeat(length)))
                .statusCode(status);
    }

    @Test
    void answersAProblemForAPathThatIsNotThere() {
        given().get("/nowhere").then().statusCode(404).contentType(PROBLEM);
        given().get("/jobs").then().statusCode(405).contentType(PROBLEM);
    }

    @Test
    void putsTheDataIntoTheQueueByteForByte() {
        String data =
                "{ \"url\":\"https://example.com/\",\t\"body\" : {\"a\":-0, \"b\":100e0,\"c\":\"\\ud800\\u0041\\/ä\",\"d\":1e999999999} }";

        submit("{\"data\":  " + data + "  ,\"type\":\"webhook\"}").statusCode(202);

        assertThat(normal.receive().getFirst().body()).endsWith(",\"data\":" + data + "}");
    }

    @Test
    void says422ForACharacterThatTheQueueCannotHold() {
        submit("{\"type\":\"webhook\",\"data\":{\"url\":\"https://example.com/\",\"body\":\"\uFFFF\"}}")
                .statusCode(422)
                .body("detail", startsWith("data has a character that Amazon SQS does not take"));
        submit("{\"type\":\"webhook\",\"data\":{\"url\":\"https://example.com/\",\"body\":\"\\uFFFF\"}}")
                .statusCode(202);
    }

    @Test
    void stopsReadingAMapOfHeadersThatHasTooMany() {
        String headers = IntStream.range(0, 40_000)
                .mapToObj(i -> "\"bad name " + i + "\":\"\"")
                .collect(Collectors.joining(","));

        String answer = submit("{\"type\":\"webhook\",\"data\":{\"url\":\"https://example.com/\",\"headers\":{%s}}}"
                        .formatted(headers))
                .statusCode(422)
                .body("detail", equalTo("data.headers must have at most 50 entries"))
                .extract()
                .asString();

        assertThat(answer).hasSizeLessThan(1_000);
    }

    @Test
    void tellsTwentyViolationsAndNoMore() {
        String headers = IntStream.range(0, 50)
                .mapToObj(i -> "\"bad name " + i + "\":\"\"")
                .collect(Collectors.joining(","));

        submit("{\"type\":\"webhook\",\"data\":{\"url\":\"https://example.com/\",\"headers\":{%s}}}".formatted(headers))
                .statusCode(422)
                .body("violations", hasSize(20));
    }

    @Test
    void says413ToAChunkedRequestLargerThanAnyJob() throws Exception {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(
                    "POST /jobs HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 70; i++) {
                out.write(chunk);
            }
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answer)
                    .startsWith("HTTP/1.1 413 ")
                    .containsIgnoringCase("content-type: application/problem+json")
                    .contains("The request has more than 4,194,304 bytes");
        }
    }

    @Test
    void says415ToACompressedBodyAndWhy() {
        given().contentType(ContentType.JSON)
                .header("Content-Encoding", "gzip")
                .body("{}")
                .post("/jobs")
                .then()
                .statusCode(415)
                .contentType(PROBLEM)
                .header("Accept-Encoding", "identity")
                .body("detail", startsWith("Content-Encoding is not supported"));
    }

    @Test
    void says405WithTheMethodsThatThereAre() {
        given().contentType(ContentType.JSON)
                .body("{}")
                .put("/jobs")
                .then()
                .statusCode(405)
                .contentType(PROBLEM)
                .header("Allow", "OPTIONS, POST");
        given().delete("/job-types").then().statusCode(405).header("Allow", "GET, HEAD, OPTIONS");
    }

    @Test
    void takesAJobOfAClientThatAcceptsOnlyProblems() {
        given().contentType(ContentType.JSON)
                .accept(PROBLEM)
                .body("{\"type\":\"checksum\",\"data\":{\"url\":\"https://example.com/\"}}")
                .post("/jobs")
                .then()
                .statusCode(202)
                .contentType("application/json");
        given().contentType(ContentType.JSON)
                .accept(PROBLEM)
                .body("{}")
                .post("/jobs")
                .then()
                .statusCode(422)
                .contentType(PROBLEM);
        given().accept(PROBLEM).get("/job-types").then().statusCode(200).contentType("application/json");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        no host                   | HTTP/1.1~                                                   | 400
        a host that is none       | HTTP/1.1~Host: a b/c~                                    | 400
        two hosts                 | HTTP/1.1~Host: a~Host: b~                         | 400
        an unknown coding         | HTTP/1.1~Host: a~Transfer-Encoding: foo~          | 400
        a coding before the chunks| HTTP/1.1~Host: a~Transfer-Encoding: gzip, chunked~| 400
        """)
    void answersAProblemAndClosesTheConnectionWhereItIsOutOfStep(String what, String rest, int status)
            throws Exception {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            String head = "POST /jobs " + rest.replace("~", "\r\n") + "Content-Type: application/json\r\n\r\n";
            socket.getOutputStream()
                    .write((head + "0\r\n\r\nGET /job-types HTTP/1.1\r\nHost: a\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answer)
                    .startsWith("HTTP/1.1 " + status + " ")
                    .containsIgnoringCase("content-type: application/problem+json")
                    .containsIgnoringCase("connection: close")
                    .doesNotContain("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"checksum\",\"data\":{\"url\":@}}",
                "{\"type\":@}",
                "{\"type\":\"checksum\",\"priority\":@}",
                "{\"type\":\"checksum\",\"delaySeconds\":@}",
                "{\"type\":\"webhook\",\"data\":{\"url\":\"http://h/\",\"timeoutSeconds\":@}}",
                "{\"type\":\"webhook\",\"data\":{\"url\":\"http://h/\",\"method\":@}}",
                "{\"type\":\"webhook\",\"data\":{\"url\":\"http://h/\",\"headers\":@}}",
                "{\"type\":\"webhook\",\"data\":{\"url\":\"http://h/\",\"headers\":{\"A\":@}}}",
                "{\"type\":\"webhook\",\"data\":@}",
                "@"
            })
    void namesNoClassAndNoLibraryWhateverIsWrong(String template) {
        for (String value : List.of(
                "{\"a\":1,\"a\":2}",
                "[[]]",
                "1e999999999",
                "1e99999999999",
                "-1.5",
                "9".repeat(2_000),
                "tru",
                "NaN",
                "'x'",
                "\"\\x\"",
                "\"\u0000\"",
                "\"",
                "/* c */ 1",
                "[".repeat(300),
                "{\"" + "k".repeat(60_000) + "\":1}",
                "")) {
            String answer = submit(template.replace("@", value))
                    .statusCode(anyOf(equalTo(400), equalTo(422)))
                    .contentType(PROBLEM)
                    .extract()
                    .asString();

            assertThat(answer)
                    .hasSizeLessThan(2_000)
                    .doesNotContainPattern("(?i)jackson|fasterxml|java[.]|exception|StreamRead|Feature|dev[.]sluice|`");
        }
    }

    private static String webhookOf(int bytes) {
        return "{\"type\":\"webhook\",\"data\":{\"url\":\"https://example.com/\",\"body\":\"%s\"}}"
                .formatted("x".repeat(bytes));
    }

    private static ValidatableResponse submit(String body) {
        return given().contentType(ContentType.JSON).body(body).post("/jobs").then();
    }

    private static JsonObject onlyMessage(TestQueue queue) {
        List<Message> messages = queue.receive();
        assertThat(messages).hasSize(1);
        return new JsonObject(messages.getFirst().body());
    }
}
