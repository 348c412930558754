package dev.sluice.builtin.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs deliveries by the symmetric scheme of Standard Webhooks 1.0.0, so that any of its libraries can verify them. */
final class WebhookSignature {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";

    /** What Standard Webhooks asks for: 192 bits. */
    private static final int MIN_SECRET_BYTES = 24;

    private final List<SecretKeySpec> keys;

    /**
     * @param secrets as {@link WebhookConfig#secret()} has them
     * @throws IllegalArgumentException if one is not Base64 or too short; the text does not repeat it
     */
    WebhookSignature(Optional<String> secrets) {
        this.keys = secrets.stream()
                .flatMap(all -> Arrays.stream(all.strip().split("\\s+")))
                .filter(secret -> !secret.isEmpty())
                .map(WebhookSignature::key)
                .toList();
    }

    /**
     * The value of the {@code webhook-signature} header; empty when there is no secret.
     *
     * @param timestamp seconds since 1970, as in the {@code webhook-timestamp} header
     */
    Optional<String> sign(String id, long timestamp, byte[] body) {
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        return Optional.of(
                keys.stream().map(key -> "v1," + hmac(key, head, body)).collect(Collectors.joining(" ")));
    }

    private static SecretKeySpec key(String secret) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret);
        } catch (IllegalArgumentException e) {
            // Without the cause: its text holds a character of the secret.
            throw new IllegalArgumentException("sluice.consumer.webhook.secret is not whsec_ and Base64");
        }
        if (bytes.length < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "sluice.consumer.webhook.secret has fewer than " + MIN_SECRET_BYTES + " bytes");
        }
        return new SecretKeySpec(bytes, ALGORITHM);
    }

    private static String hmac(SecretKeySpec key, byte[] head, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(head);
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Each Java platform has " + ALGORITHM, e);
        }
    }
}
