package dev.sluice.builtin.http.url;

import java.net.URI;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UriReferenceTest {

    /** The examples of RFC 3986, section 5.4, without the fragments, which a request does not have. */
    @ParameterizedTest
    @CsvSource({
        "g:h, g:h",
        "g, http://a/b/c/g",
        "./g, http://a/b/c/g",
        "g/, http://a/b/c/g/",
        "/g, http://a/g",
        "//g, http://g",
        "?y, http://a/b/c/d;p?y",
        "g?y, http://a/b/c/g?y",
        "#s, http://a/b/c/d;p?q",
        "g#s, http://a/b/c/g",
        "g?y#s, http://a/b/c/g?y",
        ";x, http://a/b/c/;x",
        "g;x, http://a/b/c/g;x",
        "g;x?y#s, http://a/b/c/g;x?y",
        "'', http://a/b/c/d;p?q",
        "., http://a/b/c/",
        "./, http://a/b/c/",
        ".., http://a/b/",
        "../, http://a/b/",
        "../g, http://a/b/g",
        "../.., http://a/",
        "../../, http://a/",
        "../../g, http://a/g",
        "../../../g, http://a/g",
        "../../../../g, http://a/g",
        "/./g, http://a/g",
        "/../g, http://a/g",
        "g., http://a/b/c/g.",
        ".g, http://a/b/c/.g",
        "g.., http://a/b/c/g..",
        "..g, http://a/b/c/..g",
        "./../g, http://a/b/g",
        "./g/., http://a/b/c/g/",
        "g/./h, http://a/b/c/g/h",
        "g/../h, http://a/b/c/h",
        "g;x=1/./y, http://a/b/c/g;x=1/y",
        "g;x=1/../y, http://a/b/c/y",
        "g?y/./x, http://a/b/c/g?y/./x",
        "g?y/../x, http://a/b/c/g?y/../x",
        "http:g, http:g",
        "http://x/a/../b, http://x/b",
        "//x/a//../b, http://x/a/b",
        "g//h, http://a/b/c/g//h",
        "?, http://a/b/c/d;p?",
    })
    void leadsWhereRfc3986Says(String reference, String target) {
        assertThat(new UriReference(reference).from(URI.create("http://a/b/c/d;p?q")))
                .isEqualTo(target);
    }

    @Test
    void ignoresAFragmentWhateverItsBytesAre() {
        assertThat(new UriReference("/x#\u00c3\u0085").from(URI.create("http://a/b")))
                .isEqualTo("http://a/x");
    }

    @ParameterizedTest
    @CsvSource({"g, http://a/g", "?y, http://a?y", "'', http://a", "../g, http://a/g", "/, http://a/"})
    void leadsSomewhereFromAUrlWithoutAPath(String reference, String target) {
        assertThat(new UriReference(reference).from(URI.create("http://a"))).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource({
        "/für?ü=ü, http://a/f%C3%BCr?%C3%BC=%C3%BC",
        "/a b?c d, http://a/a%20b?c%20d",
        "/a%20b%C3%BC, http://a/a%20b%C3%BC",
        "'/[x]{y}|z\\^`<>\"', http://a/%5Bx%5D%7By%7D%7Cz%5C%5E%60%3C%3E%22",
        "/€, http://a/%E2%82%AC",
        "?a=[1], http://a/b/c/d;p?a=%5B1%5D",
    })
    void encodesWhatMustNotStandInAUrl(String reference, String target) {
        // As Netty reads a header: a character for each byte
        String read = new String(reference.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        assertThat(new UriReference(read).from(URI.create("http://a/b/c/d;p?q")))
                .isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a\tb", "/a\0", "/a\u007f", "/a\u001b[0m"})
    void refusesControlCharacters(String reference) {
        assertThatThrownBy(() -> new UriReference(reference)).isInstanceOf(RefusedRequestException.class);
    }
}
