package dev.sluice.job;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JobCodecTest {

    private static final ObjectMapper PLAIN = new ObjectMapper();

    private final JobCodec codec = JobCodec.strict();

    @Test
    void writesAJobAsACloudEvent() throws Exception {
        var job = new Job(
                "42",
                "webhook",
                URI.create("/sluice/producer"),
                Instant.parse("2026-11-22T10:15:30.123Z"),
                PLAIN.readTree("{\"url\":\"https://example.com\"}"));

        assertThat(codec.encode(job))
                .isEqualTo(
                        "{\"specversion\":\"1.0\",\"id\":\"42\",\"type\":\"webhook\",\"source\":\"/sluice/producer\","
                                + "\"time\":\"2026-11-22T10:15:30.123Z\",\"data\":{\"url\":\"https://example.com\"}}");
    }

    @Test
    void readsBackWhatItWrote() throws Exception {
        var job = new Job(
                "a:b",
                "invoice.render",
                URI.create("https://shop.example/orders"),
                Instant.parse("2026-11-22T10:15:30Z"),
                PLAIN.readTree("{\"lines\":[1,\"zwei\",{\"three\":null}]}"),
                "application/json");

        assertThat(codec.decode(codec.encode(job))).isEqualTo(job);
    }

    @Test
    void readsAttributesInAnyOrderAndSkipsExtensions() throws Exception {
        Job job = codec.decode("""
                {"data": {"url": "https://example.com"}, "traceparent": "00-1-2-00", "myextension": {"deep": [1, 2]},
                 "source": "aws:s3", "time": "2026-11-22T12:15:30+02:00", "type": "checksum", "id": "7", "specversion": "1.0"}
                """);

        assertThat(job.id()).isEqualTo("7");
        assertThat(job.type()).isEqualTo("checksum");
        assertThat(job.source()).isEqualTo(URI.create("aws:s3"));
        assertThat(job.time()).isEqualTo("2026-11-22T10:15:30Z");
        assertThat(job.data().get("url").asText()).isEqualTo("https://example.com");
        assertThat(job.dataContentType()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"data\":null",
                ",\"time\":null,\"data\":{}",
                ",\"data_base64\":null",
                ",\"data\":{},\"data_base64\":null",
                ",\"datacontenttype\":null,\"dataschema\":null,\"subject\":null,\"data_base64\":null,\"time\":null"
            })
    void takesWhatIsNullForAbsent(String rest) throws Exception {
        Job job = codec.decode(event(rest));

        assertThat(job.data()).isEqualTo(JsonNodeFactory.instance.objectNode());
        assertThat(job.time()).isNull();
        assertThat(job.dataContentType()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z",
        "2026-11-22T10:15:30.1234567890123Z, 2026-11-22T10:15:30.123456789Z"
    })
    void takesAnOddTimeAsItIs(String text, String time) throws Exception {
        Job job = codec.decode(event(",\"time\":\"%s\"".formatted(text)));

        assertThat(job.time()).isEqualTo(time);
        assertThat(codec.decode(codec.encode(job))).isEqualTo(job);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"subject\":7,\"dataschema\":[],\"myextension\":{\"a\":[null]}",
                ",\"datacontenttype\":\"application/json; charset=utf-8\"",
                ",\"time\":null,\"time\":\"2026-11-22T10:15:30Z\"",
                ",\"data_base64\":null,\"data_base64\":null"
            })
    void bearsOddAttributesThatSayNothingAboutTheJob(String rest) throws Exception {
        assertThat(codec.decode(event(rest)).id()).isEqualTo("1");
    }

    @Test
    void letsAByteOrderMarkThrough() throws Exception {
        assertThat(codec.decode("\uFEFF" + event("")).id()).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.10", "12345678901234567890123", "0.12345678901234567890", "1E+400"})
    void keepsEveryDigitOfANumber(String number) throws Exception {
        Job job = codec.decode(event(",\"data\":{\"n\":" + number + "}"));

        assertThat(codec.encode(job)).contains("{\"n\":" + number + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00x", "a\\ud83d", "\\ufffe", "\\uffff"})
    void escapesWhatAQueueWouldRefuse(String escaped) throws Exception {
        Job job = codec.decode(event(",\"data\":{\"text\":\"" + escaped + "\"}"));

        String body = codec.encode(job);

        assertThat(body.chars()).allMatch(c -> c < 0x80);
        assertThat(codec.decode(body)).isEqualTo(job);
    }

    @Test
    void leavesOrdinaryTextUnescaped() throws Exception {
        Job job = codec.decode(event(",\"data\":{\"text\":\"Grüße \uD83D\uDE00 \u65E5\u672C\"}"));

        assertThat(codec.encode(job)).contains("Grüße \uD83D\uDE00 \u65E5\u672C");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                                       | specversion is missing",
                "{\"specversion\":\"0.3\",\"id\":\"1\",\"type\":\"t\",\"source\":\"s\"}   | specversion is not \"1.0\"",
                "{\"specversion\":1.0,\"id\":\"1\",\"type\":\"t\",\"source\":\"s\"}       | specversion is not a string",
                "{\"specversion\":\"1.0\",\"type\":\"t\",\"source\":\"s\"}                | id is missing",
                "{\"specversion\":\"1.0\",\"id\":null,\"type\":\"t\",\"source\":\"s\"}    | id is missing",
                "{\"specversion\":\"1.0\",\"id\":\"\",\"type\":\"t\",\"source\":\"s\"}    | id is empty",
                "{\"specversion\":\"1.0\",\"id\":7,\"type\":\"t\",\"source\":\"s\"}       | id is not a string",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\"}                  | type is missing",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":[],\"source\":\"s\"}      | type is not a string",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"t\"}                    | source is missing",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"t\",\"source\":\"a b\"} | source is not a URI reference",
                "{\"id\":\"1\",\"id\":\"2\"}                                              | id is there twice",
                "{\"data\":{},\"data\":{}}                                                | data is there twice",
                "{\"time\":\"yesterday\"}                                                 | time is not an RFC 3339 timestamp",
                "{\"time\":1763806530}                                                    | time is not a string",
                "{\"data_base64\":\"AAAA\"}         | data_base64 is not supported: the data of a job is JSON, in data",
                "[]                                                                       | the body is not a JSON object",
                "\"hello\"                                                                | the body is not a JSON object",
                "``                                                                       | the body is not a JSON object",
            })
    void saysWhatIsWrongWithAnEvent(String body, String message) {
        assertThatExceptionOfType(MalformedJobException.class)
                .isThrownBy(() -> codec.decode(body))
                .withMessage(message);
    }

    @Test
    void saysWhereJsonIsBroken() {
        assertThatExceptionOfType(MalformedJobException.class)
                .isThrownBy(() -> codec.decode("{\"id\": \"1\",\n  oops}"))
                .withMessageStartingWith("the body is not valid JSON at line 2, column 3: ");
    }

    @Test
    void readsOtherJsonByTheSameRules() throws Exception {
        assertThat(codec.tree("{\"n\":1.10,\"text\":\"ä\"}".getBytes(StandardCharsets.UTF_8)))
                .hasToString("{\"n\":1.10,\"text\":\"ä\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{} {}", "{\"a\":1,\"a\":2}", "{\"n\":1e99999999999}", "{\"a\":\"\\x\"}"})
    void refusesOtherJsonByTheSameRules(String json) {
        assertThatExceptionOfType(MalformedJobException.class)
                .isThrownBy(() -> codec.tree(json.getBytes(StandardCharsets.UTF_8)))
                .withMessageStartingWith("the body is not valid JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n"})
    void refusesNoJsonAtAll(String json) {
        assertThatExceptionOfType(MalformedJobException.class)
                .isThrownBy(() -> codec.tree(json.getBytes(StandardCharsets.UTF_8)))
                .withMessage("the body is empty");
    }

    @Test
    void refusesWhatFollowsTheEvent() {
        assertThatExceptionOfType(MalformedJobException.class)
                .isThrownBy(() -> codec.decode(event("") + "{}"))
                .withMessage("the body goes on after the end of the JSON object");
    }

    @Test
    void refusesAKeyThatIsThereTwiceInsideTheData() {
        assertThatExceptionOfType(MalformedJobException.class)
                .isThrownBy(() -> codec.decode(event(",\"data\":{\"url\":\"a\",\"url\":\"b\"}")))
                .withMessageContaining("url");
    }

    @Test
    void readsAndWritesAMessageAsLargeAsAQueueTakes() throws Exception {
        String start = event(",\"data\":{\"text\":\"");
        String head = start.substring(0, start.length() - 1);
        String body = head + "x".repeat(1_048_576 - head.length() - 3) + "\"}}";

        JsonNode data = codec.decode(body).data();

        assertThat(body).hasSize(1_048_576);
        assertThat(data.get("text").asText()).hasSize(1_048_576 - head.length() - 3);
        assertThat(codec.encode(codec.decode(body))).isEqualTo(body);
    }

    @Test
    void writesEverythingThatItReads() throws Exception {
        String nested = "[".repeat(JobJson.MAX_DEPTH - 1) + "]".repeat(JobJson.MAX_DEPTH - 1);
        Job job = codec.decode(event(",\"data\":" + nested));

        assertThat(codec.encode(job)).endsWith("\"data\":" + nested + "}");
    }

    private static String event(String rest) {
        return "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"webhook\",\"source\":\"s\"" + rest + "}";
    }
}
