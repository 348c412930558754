package dev.sluice.builtin.webhook;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WebhookSignatureTest {

    /** The vector that the Standard Webhooks libraries test themselves with. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    @Test
    void agreesWithThePublishedVector() {
        assertThat(sign(SECRET)).contains(SIGNATURE);
    }

    @Test
    void takesASecretWithoutThePrefix() {
        assertThat(sign(SECRET.substring("whsec_".length()))).contains(SIGNATURE);
    }

    @Test
    void signsOncePerSecretWhileSecretsAreExchanged() {
        String next = "whsec_" + "QUJD".repeat(8);

        assertThat(sign(next + "  " + SECRET).orElseThrow().split(" "))
                .hasSize(2)
                .contains(SIGNATURE)
                .contains(sign(next).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void signsNothingWithoutASecret(String none) {
        assertThat(sign(none)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"whsec_not*base64*at*all*not*base64*at*all", "whsec_c2hvcnQ=", "plain-text-secret"})
    void doesNotStartWithASecretThatIsNone(String secret) {
        assertThatThrownBy(() -> sign(secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sluice.consumer.webhook.secret")
                .hasNoCause()
                .message()
                .doesNotContain(secret);
    }

    private static Optional<String> sign(String secrets) {
        return new WebhookSignature(Optional.of(secrets)).sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330L, BODY);
    }
}
