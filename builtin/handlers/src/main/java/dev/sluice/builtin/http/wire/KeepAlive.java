package dev.sluice.builtin.http.wire;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;

/**
 * How long a connection lasts after an answer, told to Vert.x by the answer's own headers, which it looks at when the
 * answer ends. It knows {@code close} only as the one option of a single {@code Connection} header.
 */
public final class KeepAlive {

    /** Below the 5 s after which Node and Apache close an idle connection, which would fail the next request on it. */
    public static final int SECONDS = 4;

    private static final String KEEP_ALIVE = "keep-alive";

    private static final Pattern TIMEOUT = Pattern.compile("(?i)\\btimeout\\s*=\\s*\"?(\\d{1,9})\\b");

    private KeepAlive() {}

    /** The connection closes when the answer has ended. */
    static void close(HttpHeaders headers) {
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }

    /** The connection lasts as long as the receiver says, but no longer than we would let it. */
    static void bound(HttpHeaders headers) {
        boolean closes = headers.getAll(HttpHeaderNames.CONNECTION).stream()
                .flatMap(options -> Arrays.stream(options.split(",")))
                .anyMatch(option -> HttpHeaderValues.CLOSE.contentEqualsIgnoreCase(option.strip()));
        // A second before the receiver closes it, or a request could cross its close
        long seconds = toldSeconds(headers) - 1;
        headers.remove(KEEP_ALIVE);
        if (closes || seconds < 1) {
            close(headers);
        } else if (seconds < SECONDS) {
            headers.set(KEEP_ALIVE, "timeout=" + seconds);
        }
    }

    private static long toldSeconds(HttpHeaders headers) {
        String told = headers.get(KEEP_ALIVE);
        Matcher timeout = TIMEOUT.matcher(told == null ? "" : told);
        return timeout.find() ? Long.parseLong(timeout.group(1)) : Long.MAX_VALUE;
    }
}
