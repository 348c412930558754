package dev.sluice.job.json;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.sluice.job.Job;
import dev.sluice.job.JsonText;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Whatever stands in a message, the codec gives a job or says in one short line why it is none. */
class HostileInputTest {

    private static final int ROUNDS = 10_000;
    private static final int LONGEST_MESSAGE = 400;
    private static final String EVENT = """
            {"specversion":"1.0","id":"b2c1","type":"delivery","source":"/sluice","time":"2026-11-22T10:15:30Z",
             "datacontenttype":"application/json","data":{"url":"https://example.com/x","method":"PUT",
             "headers":{"X-A":"1"},"body":{"n":1.50,"list":[true,null,"\\u00e4"]},"timeoutSeconds":5}}""";

    private final JobCodec codec = JobCodec.lenient();

    @Test
    void randomBytesAreNeverMoreThanMalformed() {
        var random = new Random(20261122);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            tryToReadTree(bytes);
            tryToRead(new String(bytes, random.nextBoolean() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void aMutatedEventIsAJobOrMalformed() {
        var random = new Random(42);
        List<String> splices = List.of(
                "{",
                "}",
                "[",
                "]",
                "\"",
                ",",
                ":",
                "\\",
                "\0",
                "\uFEFF",
                "\uD800",
                "null",
                "1e999999999",
                "-",
                "00",
                "\"\"");
        for (int round = 0; round < ROUNDS; round++) {
            var body = new StringBuilder(EVENT);
            for (int mutations = 1 + random.nextInt(4); mutations > 0; mutations--) {
                int at = random.nextInt(body.length());
                switch (random.nextInt(4)) {
                    case 0 -> body.deleteCharAt(at);
                    case 1 -> body.insert(at, splices.get(random.nextInt(splices.size())));
                    case 2 -> body.setCharAt(at, (char) random.nextInt(Character.MAX_VALUE + 1));
                    default -> body.insert(at, body.substring(at, Math.min(body.length(), at + random.nextInt(40))));
                }
            }
            tryToReadTree(body.toString().getBytes(StandardCharsets.UTF_8));
            tryToRead(body.toString());
        }
    }

    static Stream<String> monsters() {
        return Stream.of(
                "{\"data\":" + "[".repeat(500_000),
                "{\"data\":" + "{\"a\":".repeat(170_000),
                "{\"x\":" + "[".repeat(500_000),
                "[".repeat(1_000_000),
                "{\"data\":" + "9".repeat(1_000_000) + "}",
                "{\"data\":0." + "9".repeat(1_000_000) + "}",
                "{\"data\":1e" + "9".repeat(1_000) + "}",
                "{\"data\":1e99999999999}",
                "{\"" + "k".repeat(1_000_000) + "\":1}",
                "{\"id\":\"" + "\\u0000".repeat(170_000),
                "{\"id\":\"" + "x".repeat(2_000_000) + "\"}",
                "{\"id\":\"\n\"}",
                "{\"id\":tru" + "e".repeat(1_000_000) + "}",
                "{\"time\":\"" + "2".repeat(1_000_000) + "\"}",
                "{\"source\":\"" + "%".repeat(1_000_000) + "\"}",
                " ".repeat(1_000_000),
                "<?xml version=\"1.0\"?><!DOCTYPE x SYSTEM \"file:///etc/passwd\">",
                "{'id':'1'}",
                "{\"id\":NaN}",
                "/* c */ {}",
                "\0");
    }

    @ParameterizedTest
    @MethodSource("monsters")
    void monstersAreRefusedInOneShortLine(String body) {
        assertThatExceptionOfType(MalformedJobException.class)
                .isThrownBy(() -> codec.decode(body))
                .satisfies(e -> assertOneShortLine(e.getMessage()));
    }

    @Test
    void aNumberWithAHugeExponentCostsNothing() throws Exception {
        Job job = codec.decode(EVENT.replace(":5}", ":1e999999999}").replace("1.50", "1e999999999"));

        assertThat(codec.encode(job)).contains("\"n\":1e999999999");
        assertThatExceptionOfType(InvalidPayloadException.class)
                .isThrownBy(() -> codec.payload(job, Delivery.class))
                .withMessage("timeoutSeconds is too large a number");
    }

    @Test
    void keysThatCollideOnPurposeAreOnlyKeys() throws Exception {
        // "Aa" and "BB" have the same String.hashCode, and so have all 4,096 of these.
        var data = new StringBuilder("{\"k\":0");
        for (int i = 0; i < 4_096; i++) {
            data.append(",\"");
            for (int bit = 0; bit < 12; bit++) {
                data.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            data.append("\":1");
        }
        String body = "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"t\",\"source\":\"s\",\"data\":" + data + "}}";

        assertThat(codec.payload(codec.decode(body), Keys.class).k()).isZero();
    }

    record Keys(int k) {}

    record Delivery(
            URI url,
            Method method,
            Map<String, @NotNull String> headers,
            JsonText body,
            @Min(1) Integer timeoutSeconds) {}

    enum Method {
        POST,
        PUT
    }

    record Fetch(@NotNull URI url, String sha256) {}

    private void tryToRead(String body) {
        Job job;
        try {
            job = codec.decode(body);
        } catch (MalformedJobException e) {
            assertOneShortLine(e.getMessage());
            return;
        }
        try {
            assertThat(codec.decode(codec.encode(job))).isEqualTo(job);
        } catch (MalformedJobException e) {
            throw new AssertionError("wrote what it cannot read: " + body, e);
        } catch (IllegalArgumentException e) {
            assertThat(body).containsPattern("[\\uFFFE\\uFFFF\\p{Cs}]");
        }
        for (Class<?> type : List.of(Delivery.class, Fetch.class)) {
            try {
                codec.payload(job, type);
            } catch (InvalidPayloadException e) {
                assertOneShortLine(e.getMessage());
            }
        }
    }

    private void tryToReadTree(byte[] json) {
        try {
            assertThat(codec.read(json, Delivery.class)).isNotNull();
        } catch (MalformedJobException | InvalidPayloadException e) {
            assertOneShortLine(e.getMessage());
        }
    }

    private static void assertOneShortLine(String message) {
        assertThat(message).hasSizeLessThan(LONGEST_MESSAGE).matches("[^\\p{Cntrl}]+");
    }
}
