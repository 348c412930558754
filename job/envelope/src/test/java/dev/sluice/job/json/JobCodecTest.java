package dev.sluice.job.json;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.job.Job;
import dev.sluice.job.JsonText;
import dev.sluice.job.text.JsonSyntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class JobCodecTest {

    private final JobCodec codec = JobCodec.strict();

    @Test
    void writesAJobAsACloudEvent() throws Exception {
        var job = new Job(
                "42",
                "webhook",
                URI.create("/sluice/producer"),
                Instant.parse("2026-11-22T10:15:30.123Z"),
                JsonText.of("{\"url\":\"https://example.com\"}"));

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
                JsonText.of("{\"lines\":[1,\"zwei\",{\"three\":null}]}"),
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
        assertThat(job.data()).hasToString("{\"url\": \"https://example.com\"}");
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

        assertThat(job.data()).hasToString("{}");
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
    @ValueSource(
            strings = {
                "1.10",
                "12345678901234567890123",
                "0.12345678901234567890",
                "1E+400",
                "-0",
                "100e0",
                "1e999999999",
                "1e99999999999"
            })
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

    record Note(String text, JsonText any) {}

    @Test
    void readsOtherJsonByTheSameRules() throws Exception {
        assertThat(codec.read(
                        "\uFEFF{\"any\": [1.10, -0],\"text\":\"ä\"}".getBytes(StandardCharsets.UTF_8), Note.class))
                .isEqualTo(new Note("ä", JsonText.of("[1.10, -0]")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{} {}",
                "{\"any\":1,\"any\":2}",
                "{\"any\":{\"a\":1,\"\\u0061\":2}}",
                "{\"any\":01}",
                "{\"text\":\"\\x\"}",
                "{\"text\":1} x"
            })
    void refusesOtherJsonByTheSameRules(String json) {
        assertThatExceptionOfType(MalformedJobException.class)
                .isThrownBy(() -> codec.read(json.getBytes(StandardCharsets.UTF_8), Note.class))
                .withMessageMatching("the body (is not valid JSON|goes on after the end).*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n"})
    void refusesNoJsonAtAll(String json) {
        assertThatExceptionOfType(MalformedJobException.class)
                .isThrownBy(() -> codec.read(json.getBytes(StandardCharsets.UTF_8), Note.class))
                .withMessage("the body is empty");
    }

    static Stream<byte[]> notUtf8() {
        String json = "{\"text\":\"ä\"}";
        return Stream.of(
                json.getBytes(StandardCharsets.ISO_8859_1),
                json.getBytes(StandardCharsets.UTF_16),
                json.getBytes(StandardCharsets.UTF_16BE),
                json.getBytes(StandardCharsets.UTF_16LE),
                json.getBytes(Charset.forName("UTF-32")),
                json.getBytes(Charset.forName("UTF-32LE")),
                bytes(0xC0, 0xAF), // "/", overlong
                bytes(0xE0, 0x80, 0xAF),
                bytes(0xF0, 0x80, 0x80, 0xAF),
                bytes(0xED, 0xA0, 0x80), // half of a surrogate pair
                bytes(0xF4, 0x90, 0x80, 0x80), // beyond U+10FFFF
                bytes(0xEF, 0xBF), // cut off
                bytes(0x80),
                bytes(0xFF));
    }

    private static byte[] bytes(int... inText) {
        var json = new ByteArrayOutputStream();
        json.writeBytes("{\"text\":\"\uFFFD".getBytes(StandardCharsets.UTF_8));
        for (int b : inText) {
            json.write(b);
        }
        json.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));
        return json.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("notUtf8")
    void refusesWhatIsNotUtf8(byte[] json) {
        assertThatExceptionOfType(MalformedJobException.class)
                .isThrownBy(() -> codec.read(json, Note.class))
                .withMessageStartingWith("the body is not UTF-8");
    }

    @Test
    void takesAReplacementCharacterThatWasSent() throws Exception {
        assertThat(codec.read("{\"text\":\"\uFFFD\"}".getBytes(StandardCharsets.UTF_8), Note.class)
                        .text())
                .isEqualTo("\uFFFD");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"text\":             | it ends too early",
                "{\"text\":\"          | it ends too early",
                "{\"text\":tru}         | something else was expected there",
                "{\"text\":\"\\x\"} | something else was expected there",
                "{'text':1}               | something else was expected there",
                "{\"text\":1,\"text\":2} | a key is there twice in one object",
                "{\"any\":@depth@}      | it is nested more than 200 deep",
                "{\"any\":@digits@}     | a number has more than 1,000 characters",
                "{\"@key@\":1}          | a key has more than 50,000 characters",
            })
    void saysInItsOwnWordsWhatIsWrongWithJson(String template, String words) {
        String json = template.replace("@depth@", "[".repeat(300) + "]".repeat(300))
                .replace("@digits@", "9".repeat(1_001))
                .replace("@key@", "k".repeat(50_001));

        assertThatExceptionOfType(MalformedJobException.class)
                .isThrownBy(() -> codec.read(json.getBytes(StandardCharsets.UTF_8), Note.class))
                .withMessageStartingWith("the body is not valid JSON")
                .withMessageEndingWith(": " + words);
    }

    @Test
    void refusesToWriteWhatAQueueDoesNotTakeAndNoEscapeCanStandFor() throws Exception {
        Job job = codec.decode(event(",\"data\":\"\uFFFF\""));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.encode(job))
                .withMessageContaining("write it as an escape, such as \\uFFFE");
    }

    @Test
    void refusesWhatFollowsTheEvent() {
        assertThatExceptionOfType(MalformedJobException.class)
                .isThrownBy(() -> codec.decode(event("") + "{}"))
                .withMessage("the body goes on after the end of the JSON object");
    }

    @Test
    void refusesAKeyThatIsThereTwiceInsideTheData() {
        assertThatExceptionOfType(InvalidPayloadException.class)
                .isThrownBy(
                        () -> codec.payload(codec.decode(event(",\"data\":{\"any\":{\"a\":1,\"a\":2}}")), Note.class))
                .withMessage("data has a key twice in one object");
    }

    @Test
    void readsAndWritesAMessageAsLargeAsAQueueTakes() throws Exception {
        String start = event(",\"data\":{\"text\":\"");
        String head = start.substring(0, start.length() - 1);
        String body = head + "x".repeat(1_048_576 - head.length() - 3) + "\"}}";

        JsonText data = codec.decode(body).data();

        assertThat(body).hasSize(1_048_576);
        assertThat(data.toString()).hasSize(1_048_576 - head.length() + "{\"text\":\"".length() - 1);
        assertThat(codec.encode(codec.decode(body))).isEqualTo(body);
    }

    @Test
    void writesEverythingThatItReads() throws Exception {
        String nested = "[".repeat(JsonSyntax.MAX_DEPTH - 1) + "]".repeat(JsonSyntax.MAX_DEPTH - 1);
        Job job = codec.decode(event(",\"data\":" + nested));

        assertThat(codec.encode(job)).endsWith("\"data\":" + nested + "}");
    }

    private static String event(String rest) {
        return "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"webhook\",\"source\":\"s\"" + rest + "}";
    }
}
