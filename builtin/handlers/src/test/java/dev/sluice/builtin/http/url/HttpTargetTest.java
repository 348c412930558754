package dev.sluice.builtin.http.url;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HttpTargetTest {

    @ParameterizedTest
    @CsvSource({
        "http://example.com, false, example.com, 80, /",
        "https://example.com, true, example.com, 443, /",
        "HTTPS://Example.com:8443/a/b?c=d&e#f, true, Example.com, 8443, /a/b?c=d&e",
        "http://example.com?q, false, example.com, 80, /?q",
        "http://my_service:8080/x, false, my_service, 8080, /x",
        "https://_a_.example/, true, _a_.example, 443, /",
        "http://[2001:db8::1]:8080/x, false, [2001:db8::1], 8080, /x",
        "http://example.com/%2e%2e/ü, false, example.com, 80, /%2e%2e/%C3%BC",
    })
    void readsWhatARequestNeeds(String url, boolean secure, String host, int port, String requestUri) {
        HttpTarget target = HttpTarget.parse(url);

        assertThat(target.secure()).isEqualTo(secure);
        assertThat(target.host()).isEqualTo(host);
        assertThat(target.port()).isEqualTo(port);
        assertThat(target.requestUri()).isEqualTo(requestUri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.com/",
                "file:///etc/passwd",
                "/relative",
                "http:opaque",
                "http:///path",
                "http://user@example.com/",
                "http://user:secret@example.com/",
                "http://example.com:0/",
                "http://example.com:65536/",
                "http://example.com:port/",
                "http://exa mple.com/",
                "http://example.com/\r\nHost: other",
                "http://0x7f.1/",
                "http://127.1/",
                "http://[::1/",
                "http://b\u00fccher.example/",
                "http://user:secret@my_service/",
                "http://my_service:0/",
                "http://my_service:99999/",
                "http://my_service.1/",
            })
    void refusesWhatCannotBeCalled(String url) {
        assertThatThrownBy(() -> HttpTarget.parse(url))
                .isInstanceOf(RefusedRequestException.class)
                .message()
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "/b, https://example.com/b",
        "b?x=1, https://example.com/a/b",
        "//other.example/b, https://other.example/b",
        "https://other.example/b, https://other.example/b",
        "?x=1, https://example.com/a/a",
        "'', https://example.com/a/a",
        "../../../z, https://example.com/z",
    })
    void resolvesARedirect(String location, String next) {
        assertThat(HttpTarget.parse("https://example.com/a/a").resolve(location))
                .hasToString(next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.com/", "ftp://example.com/", "ht tp:", "https://u:p@example.com/"})
    void refusesARedirectThatLosesTlsOrCannotBeCalled(String location) {
        HttpTarget target = HttpTarget.parse("https://example.com/");

        assertThatThrownBy(() -> target.resolve(location)).isInstanceOf(RefusedRequestException.class);
    }

    @Test
    void showsNoQueryAndNoEndlessPath() {
        assertThat(HttpTarget.parse("https://example.com/hook?token=secret#part"))
                .hasToString("https://example.com/hook");
        assertThat(HttpTarget.parse("https://example.com/" + "x".repeat(5_000)).toString())
                .hasSizeLessThan(250);
    }
}
