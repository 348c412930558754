package dev.sluice.acceptance.hostile;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Webhooks' data, and whole bodies, made to take long, to take memory, or to break whoever reads them. */
final class HostileJson {

    private static final String URL = "\"url\":\"http://127.0.0.1:1/\"";

    private final Random random;

    HostileJson(Random random) {
        this.random = random;
    }

    /** Data of a webhook, some of it valid; about so many characters where it is meant to be large. */
    String data(int size) {
        return switch (random.nextInt(10)) {
            case 0 -> with("headers", object(size / 13, i -> "bad name " + i, ""));
            case 1 -> with("headers", object(size / 40, HostileJson::colliding, "v"));
            case 2 -> with("body", object(size / 40, HostileJson::colliding, "v"));
            case 3 -> with("body", "[".repeat(random.nextInt(400)) + "0");
            case 4 -> with("body", "{\"a\":".repeat(190) + "1" + "}".repeat(190));
            case 5 -> with("body", "[" + "0,".repeat(size / 2) + "0]");
            case 6 -> with("headers", "[" + "[],".repeat(size / 3) + "0]");
            case 7 -> with("timeoutSeconds", number());
            case 8 -> with("body", number());
            default -> with("method", '"' + "x".repeat(size) + '"');
        };
    }

    /** A body for POST /jobs: hostile data, bytes that are no text, or a valid job with a few characters changed. */
    byte[] body(int size) {
        String job = "{\"type\":\"webhook\",\"data\":" + data(size) + "}";
        return switch (random.nextInt(8)) {
            case 0 ->
                random.ints(random.nextInt(300), 0, 256)
                        .mapToObj(b -> String.valueOf((char) b))
                        .collect(Collectors.joining())
                        .getBytes(StandardCharsets.ISO_8859_1);
            case 1 -> "{\"type\":\"\u00c0\u00af\"}".getBytes(StandardCharsets.ISO_8859_1);
            case 2 -> job.getBytes(oneOf(List.of(StandardCharsets.UTF_16, Charset.forName("UTF-32LE"))));
            case 3 ->
                mutated("{\"type\":\"webhook\",\"data\":{" + URL + ",\"body\":{\"n\":1.50,\"s\":\"\\u00e4\"}}}")
                        .getBytes(StandardCharsets.UTF_8);
            default -> job.getBytes(StandardCharsets.UTF_8);
        };
    }

    private String number() {
        return oneOf(List.of(
                "1e999999999", "1e99999999999", "-0", "9".repeat(999), "9".repeat(100_000), "0." + "1".repeat(900)));
    }

    private String mutated(String json) {
        var text = new StringBuilder(json);
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(0x180));
        }
        return text.toString();
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static String with(String field, String value) {
        return "{" + URL + ",\"" + field + "\":" + value + "}";
    }

    private static String object(int entries, IntFunction<String> key, String value) {
        return IntStream.range(0, entries)
                .mapToObj(i -> '"' + key.apply(i) + "\":\"" + value + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Keys of one length and one {@link String#hashCode}. */
    private static String colliding(int number) {
        return IntStream.range(0, 16)
                .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
                .collect(Collectors.joining());
    }
}
