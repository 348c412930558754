package dev.sluice.job.json;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.job.Job;
import dev.sluice.job.JsonText;

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

    /** With all that Jackson could take for another way to make it, or for another property. */
    record Busy(String name) {
        Busy(int number) {
            this("n" + number);
        }

        public static Busy valueOf(String name) {
            return new Busy(name);
        }

        public static Busy fromString(String name) {
            return new Busy(name);
        }

        public List<String> getParts() {
            return List.of(name);
        }

        public boolean isShort() {
            return name.length() < 3;
        }

        public void setLabel(String label) {}
    }

    record HasBusy(Busy busy) {}

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
                "{\"whole\":1.5}                       | whole          | must be a whole number",
                "{\"whole\":1e10}                      | whole          | is too large a number",
                "{\"real\":\"NaN\"}                    | real           | must be a number",
                "{\"real\":1e400}                      | real           | is too large a number",
                "{\"items\":[null]}                    | items[0]       | must not be null",
                "{\"tags\":{\"k\":null}}               | tags.k         | must not be null",
                "{\"at\":\"1763806530\"}               | at             | must be a timestamp such as 2026-11-22T10:15:30Z",
                "{\"every\":\"30\"}                    | every          | must be a duration such as PT30S",
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
    void makesARecordOfItsComponents() throws Exception {
        assertThat(codec.payload(job("{\"busy\":{\"name\":\"a\"}}"), HasBusy.class))
                .isEqualTo(new HasBusy(new Busy("a")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"busy\":\"a\"}                  | busy       | must be an object",
                "{\"busy\":1}                      | busy       | must be an object",
                "{\"busy\":{\"parts\":[]}}         | busy.parts | is not known; known are name",
                "{\"busy\":{\"short\":true}}       | busy.short | is not known; known are name",
                "{\"busy\":{\"label\":\"a\"}}      | busy.label | is not known; known are name",
            })
    void makesARecordOfNothingButItsComponents(String data, String path, String reason) {
        assertThatExceptionOfType(InvalidPayloadException.class)
                .isThrownBy(() -> codec.payload(job(data), HasBusy.class))
                .satisfies(e -> {
                    assertThat(e.path()).isEqualTo(path);
                    assertThat(e.reason()).isEqualTo(reason);
                });
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Card.class, name = "card"),
        @JsonSubTypes.Type(value = Transfer.class, name = "transfer")
    })
    sealed interface Method {}

    record Card(String number) implements Method {}

    record Transfer(int amount) implements Method {}

    record Payment(Method method, Optional<String> remark, UUID key, LocalDate day, byte small) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"method\":{\"kind\":\"cash\"}}                  | method.kind   | must be one of card, transfer",
                "{\"method\":{\"number\":\"1\"}}                   | method.kind   | must be one of card, transfer",
                "{\"method\":[\"card\",{\"number\":\"1\"}]}          | method        | must be an object",
                "{\"method\":\"card\"}                           | method        | must be an object",
                "{\"method\":{\"amount\":\"1\",\"kind\":\"transfer\"}} | method.amount | must be a whole number",
                "{\"remark\":5}                                  | remark        | must be a string",
                "{\"key\":\"AZfz5HwaeVKdD1wrej6dEA==\"}          | key           | must be a UUID such as 0197f3e4-7c1a-7b52-9d0f-5c2b7a3e9d10",
                "{\"day\":\"2026-02-30\"}                        | day           | must be a date such as 2026-11-22",
                "{\"small\":200}                                 | small         | is too large a number",
            })
    void saysWhatIsAllowed(String data, String path, String reason) {
        assertThatExceptionOfType(InvalidPayloadException.class)
                .isThrownBy(() -> codec.payload(job(data), Payment.class))
                .satisfies(e -> {
                    assertThat(e.path()).isEqualTo(path);
                    assertThat(e.reason()).isEqualTo(reason);
                });
    }

    @Test
    void readsWhatItHasWritten() throws Exception {
        var payment = new Payment(
                new Transfer(3),
                Optional.of("hi"),
                UUID.fromString("0197f3e4-7c1a-7b52-9d0f-5c2b7a3e9d10"),
                LocalDate.of(2026, 11, 22),
                (byte) -1);
        var order = new Order(
                "a",
                true,
                1,
                2L,
                3.5,
                new BigDecimal("4.50"),
                Colour.LIGHT_GREEN,
                URI.create("https://example.com/"),
                Instant.parse("2026-11-22T10:15:30.5Z"),
                Duration.ofMillis(-90_500),
                new Item("a", 1),
                List.of(),
                Map.of("k", "v"));

        assertThat(codec.payload(job(codec.data(payment).toString()), Payment.class))
                .isEqualTo(payment);
        assertThat(codec.payload(job(codec.data(order).toString()), Order.class))
                .isEqualTo(order);
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
