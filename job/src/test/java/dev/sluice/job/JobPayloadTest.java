package dev.sluice.job;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JobPayloadTest {

    enum Colour {
        @JsonProperty("light-green")
        LIGHT_GREEN,
        RED
    }

    record Item(String name, int count) {}

    record Order(
            String text,
            Boolean flag,
            Integer whole,
            Long large,
            Double real,
            BigDecimal exact,
            Colour colour,
            URI link,
            Instant at,
            Duration every,
            Item item,
            List<Item> items,
            Map<String, String> tags) {}

    record Picky(String word) {
        Picky {
            if (Objects.equals(word, "no")) {
                throw new IllegalArgumentException("must not be\nno");
            }
        }
    }

    private final JobCodec codec = JobCodec.strict();

    @Test
    void bindsTheDataToItsRecord() throws Exception {
        Order order = codec.payload(job("""
                {"text": "", "flag": true, "whole": 1, "large": 2, "real": 3, "exact": 4.50, "colour": "light-green",
                 "link": "https://example.com/", "at": "2026-11-22T10:15:30Z", "every": "PT30S",
                 "item": {"name": "a", "count": 1}, "items": [{"name": "b", "count": 2}], "tags": {"k": "v"}}"""), Order.class);

        assertThat(order)
                .isEqualTo(new Order(
                        "",
                        true,
                        1,
                        2L,
                        3.0,
                        new BigDecimal("4.50"),
                        Colour.LIGHT_GREEN,
                        URI.create("https://example.com/"),
                        Instant.parse("2026-11-22T10:15:30Z"),
                        Duration.ofSeconds(30),
                        new Item("a", 1),
                        List.of(new Item("b", 2)),
                        Map.of("k", "v")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"text\":1}                          | text           | must be a string",
                "{\"text\":1.5}                        | text           | must be a string",
                "{\"text\":true}                       | text           | must be a string",
                "{\"text\":{}}                         | text           | must be a string",
                "{\"text\":[\"x\"]}                    | text           | must be a string",
                "{\"flag\":1}                          | flag           | must be true or false",
                "{\"flag\":\"true\"}                   | flag           | must be true or false",
                "{\"flag\":\"\"}                       | flag           | must be true or false",
                "{\"whole\":1.0}                       | whole          | must be a whole number",
                "{\"whole\":1.9}                       | whole          | must be a whole number",
                "{\"whole\":\"1\"}                     | whole          | must be a whole number",
                "{\"whole\":\"\"}                      | whole          | must be a whole number",
                "{\"whole\":true}                      | whole          | must be a whole number",
                "{\"whole\":2147483648}                | whole          | is too large a number",
                "{\"large\":9223372036854775808}       | large          | is too large a number",
                "{\"real\":\"1.5\"}                    | real           | must be a number",
                "{\"exact\":\"1.5\"}                   | exact          | must be a number",
                "{\"colour\":\"blue\"}                 | colour         | must be one of light-green, RED",
                "{\"colour\":\"LIGHT_GREEN\"}          | colour         | must be one of light-green, RED",
                "{\"colour\":0}                        | colour         | must be one of light-green, RED",
                "{\"colour\":\"0\"}                    | colour         | must be one of light-green, RED",
                "{\"colour\":\"\"}                     | colour         | must be one of light-green, RED",
                "{\"link\":\"a b\"}                    | link           | must be a URI",
                "{\"link\":\"\"}                       | link           | must be a URI",
                "{\"link\":5}                          | link           | must be a URI",
                "{\"link\":\" http://h\"}               | link           | must be a URI",
                "{\"at\":1763806530}                   | at             | must be a timestamp such as 2026-11-22T10:15:30Z",
                "{\"every\":30}                        | every          | must be a duration such as PT30S",
                "{\"at\":\"noon\"}                     | at             | must be a timestamp such as 2026-11-22T10:15:30Z",
                "{\"every\":\"30s\"}                   | every          | must be a duration such as PT30S",
                "{\"item\":\"a\"}                      | item           | must be an object",
                "{\"item\":\"\"}                       | item           | must be an object",
                "{\"item\":[]}                         | item           | must be an object",
                "{\"item\":{\"name\":\"a\"}}           | item.count     | must be a whole number",
                "{\"item\":{\"name\":\"a\",\"count\":null}} | item.count | must be a whole number",
                "{\"item\":{\"name\":\"a\",\"count\":1,\"x\":1}} | item.x | is not known; known are count, name",
                "{\"items\":{}}                        | items          | must be an array",
                "{\"items\":[{\"name\":\"a\",\"count\":1},{\"name\":2}]} | items[1].name | must be a string",
                "{\"tags\":[]}                         | tags           | must be an object",
                "{\"tags\":{\"X-A\":1}}                | tags.X-A       | must be a string",
                "{\"txet\":\"typo\"} | txet | is not known; known are at, colour, every, exact, flag, item, items, large, link, real, tags, text, whole",
                "[]                                    | ``             | must be a JSON object",
                "\"text\"                              | ``             | must be a JSON object",
            })
    void namesTheFirstFieldThatDoesNotFit(String data, String path, String reason) {
        assertThatExceptionOfType(InvalidPayloadException.class)
                .isThrownBy(() -> codec.payload(job(data), Order.class))
                .satisfies(e -> {
                    assertThat(e.path()).isEqualTo(path);
                    assertThat(e.reason()).isEqualTo(reason);
                    assertThat(e).hasMessage((path.isEmpty() ? "data" : path) + " " + reason);
                });
    }

    @Test
    void anOlderWorkerIgnoresWhatItDoesNotKnow() throws Exception {
        Item item =
                JobCodec.lenient().payload(job("{\"name\":\"a\",\"count\":1,\"addedLater\":{\"x\":[1]}}"), Item.class);

        assertThat(item).isEqualTo(new Item("a", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":1,\"count\":1}", "{\"name\":\"a\",\"count\":\"1\"}"})
    void aWorkerCoercesNoMoreThanTheDoor(String data) {
        assertThatExceptionOfType(InvalidPayloadException.class)
                .isThrownBy(() -> JobCodec.lenient().payload(job(data), Item.class));
    }

    @Test
    void passesOnWhatARecordsConstructorSays() {
        assertThatExceptionOfType(InvalidPayloadException.class)
                .isThrownBy(() -> codec.payload(job("{\"word\":\"no\"}"), Picky.class))
                .withMessage("data is refused: must not be?no");
    }

    @Test
    void cutsAndCleansAFieldNameThatAClientMadeUp() {
        assertThatExceptionOfType(InvalidPayloadException.class)
                .isThrownBy(() -> codec.payload(job("{\"a\\nb" + "c".repeat(1_000) + "\":1}"), Picky.class))
                .satisfies(e -> assertThat(e.path())
                        .startsWith("a?bccc")
                        .endsWith("...")
                        .hasSize(103));
    }

    record Bounded(
            @Size(max = 2) Map<String, Integer> map,
            @Size(max = 2) List<List<Integer>> list,
            @Size(max = 2) int[] array,
            List<Bounded> inner) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"map\":{\"a\":1,\"b\":2,\"c\":\"never read\"}}     | map",
                "{\"list\":[[],[],[\"never read\"]]}                  | list",
                "{\"array\":[1,2,\"never read\"]}                     | array",
                "{\"inner\":[{},{\"map\":{\"a\":1,\"b\":2,\"c\":3}}]} | inner[1].map",
            })
    void stopsReadingWhereThereIsMoreThanTheSizeAllows(String data, String path) {
        assertThatExceptionOfType(InvalidPayloadException.class)
                .isThrownBy(() -> codec.payload(job(data), Bounded.class))
                .satisfies(e -> {
                    assertThat(e.path()).startsWith(path);
                    assertThat(e.reason()).isEqualTo("must have at most 2 entries");
                });
    }

    @Test
    void boundsOnlyTheContainerThatHasTheSize() throws Exception {
        String data = "{\"map\":{\"a\":1,\"b\":2},\"list\":[[1,2,3],[4,5,6]],\"array\":[1,2],\"inner\":[{},{},{}]}";

        assertThat(codec.payload(job(data), Bounded.class).list()).containsExactly(List.of(1, 2, 3), List.of(4, 5, 6));
    }

    @Test
    void bindsNoMoreValuesThanAMessageCanHold() {
        String zeros = "0,".repeat(600_000) + "0";

        assertThatExceptionOfType(InvalidPayloadException.class)
                .isThrownBy(() -> codec.read(utf8("{\"list\":[[" + zeros + "]]}"), Bounded.class))
                .satisfies(e -> assertThat(e.reason()).isEqualTo("has more values than a message can hold"));
    }

    @Test
    void stopsAtATextThatIsTooLargeForAMessageAndKeepsNotAllItsNames() {
        String names =
                IntStream.range(0, 400_000).mapToObj(i -> "\"" + i + "\":1").collect(Collectors.joining(","));

        assertThatExceptionOfType(InvalidPayloadException.class)
                .isThrownBy(() -> codec.read(utf8("{\"json\":{" + names + "}}"), Free.class))
                .satisfies(e -> assertThat(e.reason()).isEqualTo("is larger than a message can be (1 MiB)"));
        assertThatExceptionOfType(MalformedJobException.class)
                .isThrownBy(() -> job("{" + names + "}"))
                .withMessage("a value is larger than a message can be (1 MiB)");
    }

    record Free(JsonText json, JsonNode tree, BigDecimal number, Object any) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"number\":1e99999999999}",
                "{\"tree\":1e99999999999}",
                "{\"any\":1e99999999999}",
                "{\"number\":1e-99999999999}",
            })
    void refusesANumberThatNothingCanHold(String data) {
        assertThatExceptionOfType(InvalidPayloadException.class)
                .isThrownBy(() -> codec.payload(job(data), Free.class))
                .satisfies(e -> assertThat(e.reason()).isEqualTo("is too large a number"));
    }

    @Test
    void givesAwayNoClassOfOursWhenARecordHasABug() {
        assertThatExceptionOfType(InvalidPayloadException.class)
                .isThrownBy(() -> codec.payload(job("{}"), Buggy.class))
                .withMessage("data is refused: it has the wrong form");
        assertThatExceptionOfType(InvalidPayloadException.class)
                .isThrownBy(() -> codec.payload(job("{\"colour\":\"x\"}"), Buggy.class))
                .withMessage("data is refused: it has the wrong form");
    }

    record Buggy(String colour) {
        Buggy {
            Colour.valueOf(colour.strip());
        }
    }

    private static byte[] utf8(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private Job job(String data) throws MalformedJobException {
        return codec.decode(
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"t\",\"source\":\"s\",\"data\":" + data + "}");
    }
}
