package dev.sluice.localaws.cloudwatch.metrics;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import dev.sluice.localaws.cloudwatch.api.Rejection;

/**
 * A part of a long answer. The token for the next one says where that starts, so nothing is kept between the requests.
 *
 * @param rest what comes after it
 * @param nextToken {@code null} at the end
 */
public record Page<T>(List<T> items, List<T> rest, String nextToken) {

    private static final String TOKEN_PREFIX = "from:";

    /**
     * @param token of the page before, or {@code null} for the first page
     * @throws Rejection when it is no such token
     */
    public static <T> Page<T> of(List<T> all, String token, int size) {
        int from = start(token);
        if (from > all.size()) {
            throw Rejection.invalidNextToken();
        }
        int to = (int) Math.min((long) from + size, all.size());
        List<T> rest = all.subList(to, all.size());
        return new Page<>(all.subList(from, to), rest, rest.isEmpty() ? null : token(to));
    }

    private static int start(String token) {
        if (token == null || token.isEmpty()) {
            return 0;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
            if (text.startsWith(TOKEN_PREFIX)) {
                return Integer.parseUnsignedInt(text.substring(TOKEN_PREFIX.length()));
            }
        } catch (IllegalArgumentException e) {
            // Neither Base64 nor a number: said below.
        }
        throw Rejection.invalidNextToken();
    }

    private static String token(int start) {
        byte[] text = (TOKEN_PREFIX + start).getBytes(StandardCharsets.US_ASCII);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }
}
