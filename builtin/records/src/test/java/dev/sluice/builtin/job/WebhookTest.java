package dev.sluice.builtin.job;

import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.job.json.InvalidPayloadException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class WebhookTest {

    @Test
    void needsOnlyAnAddress() throws Exception {
        Webhook webhook = Violations.bind(Webhook.class, "{\"url\":\"https://example.com/hook?a=b\"}");

        assertThat(webhook.url()).isEqualTo(URI.create("https://example.com/hook?a=b"));
        assertThat(webhook.method()).isEqualTo(Webhook.Method.POST);
        assertThat(webhook.headers()).isEmpty();
        assertThat(webhook.body()).hasToString("{}");
        assertThat(webhook.timeoutSeconds()).isEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "1.10",
                "-0",
                "100e0",
                "1E+2",
                "1e999999999",
                "1e-99999999999",
                "\"text\"",
                "\"\\ud800 \\u00E4\\/\\u000a\"",
                "[1,{\"a\":0.10}]",
                "{ \"\\u0061\" :\t[ ] ,\r\n \"\\udc00\": -0.0 }",
                "{\"big\":123456789012345678901234567890}"
            })
    void deliversAnyJsonAsItWasSent(String body) throws Exception {
        assertThat(Violations.bind(Webhook.class, "{\"url\":\"http://h\",\"body\":" + body + "}")
                        .body())
                .hasToString(body);
    }

    @Test
    void keepsTheOrderOfHeaders() throws Exception {
        assertThat(Violations.bind(
                                Webhook.class,
                                "{\"url\":\"http://h\",\"headers\":{\"Z\":\"1\",\"A\":\"2\",\"M\":\"3\"}}")
                        .headers())
                .containsExactly(
                        java.util.Map.entry("Z", "1"), java.util.Map.entry("A", "2"), java.util.Map.entry("M", "3"));
    }

    @Test
    void refusesAHostOfAnyNumberOfLabelsWithoutRunningOutOfStack() throws Exception {
        String url = "http://" + "a.".repeat(100_000) + "_x*/";

        assertThat(Violations.of(Webhook.class, "{\"url\":\"" + url + "\"}")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/x",
                "HTTPS://EXAMPLE.COM",
                "http://127.0.0.1",
                "http://[::1]:80/",
                "https://h/%C3%A4?q=%20",
                "http://under_score/",
                "http://_under.score_:8080/x",
                "http://a_b.c-d.example.:80",
                "https://xn--bcher-kva.example/"
            })
    void takesAnHttpUrl(String url) throws Exception {
        assertThat(Violations.of(Webhook.class, "{\"url\":\"" + url + "\"}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ftp://h/              | must be an http or https URL with a host, such as https://example.com/path",
                "example.com/path      | must be an http or https URL with a host, such as https://example.com/path",
                "/path                 | must be an http or https URL with a host, such as https://example.com/path",
                "http:///path          | must be an http or https URL with a host, such as https://example.com/path",
                "http:opaque           | must be an http or https URL with a host, such as https://example.com/path",
                "http://under_score.1/ | must be an http or https URL with a host, such as https://example.com/path",
                "http://a_b..c/        | must be an http or https URL with a host, such as https://example.com/path",
                "http://a_b:x/         | must be an http or https URL with a host, such as https://example.com/path",
                "http://127.1/         | must be an http or https URL with a host, such as https://example.com/path",
                "http://under_score:0/ | must have a port from 1 to 65535, or none",
                "http://a_b:65536/     | must have a port from 1 to 65535, or none",
                "https://me@a_b/       | must not carry a user name or password: send them in a header",
                "https://bücher.example/ | must have a host in ASCII: write an international name in its xn-- form",
                "https://b%C3%BCcher.example/ | must have a host in ASCII: write an international name in its xn-- form",
                "http://１２７.0.0.1/    | must have a host in ASCII: write an international name in its xn-- form",
                "javascript:alert(1)   | must be an http or https URL with a host, such as https://example.com/path",
                "https://me:secret@h/  | must not carry a user name or password: send them in a header",
                "https://h/#part       | must not have a fragment (the part from #), which is never sent",
                "https://h:0/          | must have a port from 1 to 65535, or none",
                "https://h:65536/      | must have a port from 1 to 65535, or none",
                "https://h/ä           | must be plain ASCII: percent-encode other characters",
            })
    void saysHowToMendAnAddress(String url, String message) throws Exception {
        assertThat(Violations.of(Webhook.class, "{\"url\":\"" + url + "\"}")).containsExactly("url " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://h/\\u0000",
                "\\u0001http://h/",
                "http://h/\\u001f",
                "http://h/a\\tb",
                "http://h/\\r\\nX: 1",
                "http://h\\u0000/",
                "http://h/\\u007f",
                "http://h/\\u0085",
                "http://h/?q=\\u0007",
            })
    void refusesAnAddressWithAControlCharacter(String url) {
        assertThatExceptionOfType(InvalidPayloadException.class)
                .isThrownBy(() -> Violations.bind(Webhook.class, "{\"url\":\"" + url + "\"}"))
                .withMessageStartingWith("url ");
    }

    @Test
    void refusesTwoHeadersThatHttpTakesForOne() throws Exception {
        assertThat(Violations.of(Webhook.class, "{\"url\":\"http://h\",\"headers\":{\"X-Key\":\"1\",\"x-key\":\"2\"}}"))
                .containsExactly("headers must not hold two headers whose names differ in case only");
        assertThat(Violations.of(Webhook.class, "{\"url\":\"http://h\",\"headers\":{\"X-Key\":\"1\",\"X-Kez\":\"1\"}}"))
                .isEmpty();
    }

    @Test
    void boundsTheLengthOfTheAddress() throws Exception {
        String longest = "https://example.com/" + "x".repeat(2048 - 20);

        assertThat(Violations.of(Webhook.class, "{\"url\":\"" + longest + "\"}"))
                .isEmpty();
        assertThat(Violations.of(Webhook.class, "{\"url\":\"" + longest + "x\"}"))
                .containsExactly("url must be at most 2048 characters long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"url\":null}"})
    void needsAnAddress(String data) throws Exception {
        assertThat(Violations.of(Webhook.class, data)).containsExactly("url must not be null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "content-length",
                "Transfer-Encoding",
                "Connection",
                "Upgrade",
                "TE",
                "Trailer",
                "Keep-Alive",
                "Expect",
                "Proxy-Authorization",
                "proxy-connection"
            })
    void refusesHeadersOfTheConnection(String name) throws Exception {
        assertThat(header(name, "v"))
                .containsExactly("headers." + name + " belongs to the HTTP connection and cannot be set");
    }

    @Test
    void refusesTheHeadersThatSluiceSets() throws Exception {
        assertThat(header("Webhook-Signature", "v"))
                .containsExactly("headers.Webhook-Signature is set by Sluice itself and cannot be given");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X Y", "X:Y", "Ä", "X-\\r\\nY", "(x)"})
    void refusesWhatIsNoHeaderName(String name) throws Exception {
        assertThat(header(name, "v"))
                .singleElement()
                .asString()
                .startsWith("headers.")
                .endsWith(" is not a header name: use letters, digits and hyphens, at most 128");
    }

    @Test
    void refusesAnEmptyHeaderName() throws Exception {
        assertThat(header("", "v"))
                .containsExactly("headers. is not a header name: use letters, digits and hyphens, at most 128");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\r\\nX-Injected: 1", "a\\nb", "\\u0000", "\\u007f", " a", "a ", "ä"})
    void refusesAHeaderValueThatCouldBreakOut(String value) throws Exception {
        assertThat(header("X-A", value))
                .containsExactly("headers.X-A must be printable ASCII with no line break and no space at its ends,"
                        + " at most 8192 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "Bearer abc.def==", "a\\tb  c", "${jndi:ldap://x}", "{jakarta.x}"})
    void takesAnyPrintableHeaderValue(String value) throws Exception {
        assertThat(header("X-A", value)).isEmpty();
    }

    @Test
    void boundsTheLengthOfAHeaderValue() throws Exception {
        assertThat(header("X-A", "x".repeat(8192))).isEmpty();
        assertThat(header("X-A", "x".repeat(8193))).hasSize(1);
    }

    @Test
    void refusesAHeaderWithoutAValue() {
        assertThatExceptionOfType(InvalidPayloadException.class)
                .isThrownBy(() -> Violations.bind(Webhook.class, "{\"url\":\"http://h\",\"headers\":{\"X-A\":null}}"))
                .withMessage("headers.X-A must not be null");
    }

    @Test
    void boundsTheNumberOfHeaders() throws Exception {
        assertThat(Violations.of(Webhook.class, withHeaders(50))).isEmpty();
        assertThatExceptionOfType(InvalidPayloadException.class)
                .isThrownBy(() -> Violations.bind(Webhook.class, withHeaders(51)))
                .withMessage("headers must have at most 50 entries");
    }

    @ParameterizedTest
    @CsvSource({"0, must be greater than or equal to 1", "301, must be less than or equal to 300"})
    void boundsTheTimeout(int seconds, String message) throws Exception {
        assertThat(Violations.of(Webhook.class, "{\"url\":\"http://h\",\"timeoutSeconds\":" + seconds + "}"))
                .containsExactly("timeoutSeconds " + message);
    }

    @Test
    void listsTheMethods() {
        assertThatExceptionOfType(InvalidPayloadException.class)
                .isThrownBy(() -> Violations.bind(Webhook.class, "{\"url\":\"http://h\",\"method\":\"GET\"}"))
                .withMessage("method must be one of POST, PUT, PATCH, DELETE");
    }

    private static Iterable<String> header(String name, String value) throws Exception {
        return Violations.of(Webhook.class, "{\"url\":\"http://h\",\"headers\":{\"" + name + "\":\"" + value + "\"}}");
    }

    private static String withHeaders(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"X-" + i + "\":\"v\"")
                .collect(Collectors.joining(",", "{\"url\":\"http://h\",\"headers\":{", "}}"));
    }
}
