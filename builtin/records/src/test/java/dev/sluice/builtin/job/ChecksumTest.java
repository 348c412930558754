package dev.sluice.builtin.job;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ChecksumTest {

    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Test
    void needsOnlyAnAddress() throws Exception {
        assertThat(Violations.of(Checksum.class, "{\"url\":\"https://h/\"}")).isEmpty();
        assertThat(Violations.of(Checksum.class, "{\"url\":\"file:///etc/passwd\"}"))
                .hasSize(1);
        assertThat(Violations.of(Checksum.class, "{}")).containsExactly("url must not be null");
    }

    @Test
    void takesADigestInEitherCase() throws Exception {
        assertThat(withDigest(EMPTY)).isEmpty();
        assertThat(withDigest(EMPTY.toUpperCase(java.util.Locale.ROOT))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", EMPTY + "0", "x3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"})
    void refusesWhatIsNoDigest(String digest) throws Exception {
        assertThat(withDigest(digest)).containsExactly("sha256 must be 64 hexadecimal digits");
    }

    private static Iterable<String> withDigest(String digest) throws Exception {
        return Violations.of(Checksum.class, "{\"url\":\"https://h/\",\"sha256\":\"" + digest + "\"}");
    }
}
