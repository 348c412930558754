package dev.sluice.builtin.http.url;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL or a part of one, as a {@code Location} header has it, and where it leads from a page that is known (RFC 3986,
 * section 5). The JDK's {@link URI#resolve} is older than that. What must not stand in a URL is percent-encoded, as
 * browsers do.
 */
final class UriReference {

    /** RFC 3986, appendix B; the fragment is not needed. */
    private static final Pattern PARTS =
            Pattern.compile("(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\\?([^#]*))?(?:#[\\s\\S]*)?");

    /** What RFC 3986 lets stand in a path or a query as it is; a percent sign is taken for the start of an escape. */
    private static final String ALLOWED = "%-._~!$&'()*+,;=:@/?";

    private final String scheme;
    private final String authority;
    private final String path;
    private final String query;

    /**
     * @param text one character for each byte, as HTTP header fields are read
     * @throws RefusedRequestException if it holds a control character
     */
    UriReference(String text) {
        if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new RefusedRequestException("The redirect's Location holds a control character");
        }
        Matcher parts = PARTS.matcher(text.strip());
        if (!parts.matches()) {
            throw new RefusedRequestException("The redirect's Location is no URL");
        }
        scheme = parts.group(1);
        authority = parts.group(2);
        path = encoded(parts.group(3));
        query = parts.group(4) == null ? null : encoded(parts.group(4));
    }

    /** The target of this reference in the page at that URL, which has a scheme and an authority. */
    String from(URI base) {
        if (scheme != null) {
            return target(scheme + ":", authority, withoutDots(path), query);
        }
        String start = base.getScheme() + ":";
        if (authority != null) {
            return target(start, authority, withoutDots(path), query);
        }
        if (path.isEmpty()) {
            return target(start, base.getRawAuthority(), base.getRawPath(), query == null ? base.getRawQuery() : query);
        }
        String whole = path.startsWith("/") ? path : merged(base.getRawPath());
        return target(start, base.getRawAuthority(), withoutDots(whole), query);
    }

    private String merged(String basePath) {
        return basePath.isEmpty() ? "/" + path : basePath.substring(0, basePath.lastIndexOf('/') + 1) + path;
    }

    private static String target(String start, String authority, String path, String query) {
        return start + (authority == null ? "" : "//" + authority) + path + (query == null ? "" : "?" + query);
    }

    /** RFC 3986, section 5.2.4: as far up as there are folders, and no further. */
    private static String withoutDots(String path) {
        if (!path.startsWith("/")) {
            return path;
        }
        StringBuilder result = new StringBuilder();
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            switch (segments[i]) {
                case "." -> result.append(last ? "/" : "");
                case ".." -> {
                    result.setLength(Math.max(0, result.lastIndexOf("/")));
                    result.append(last ? "/" : "");
                }
                default -> result.append('/').append(segments[i]);
            }
        }
        return result.toString();
    }

    private static String encoded(String part) {
        StringBuilder encoded = new StringBuilder(part.length());
        for (byte octet : part.getBytes(StandardCharsets.ISO_8859_1)) {
            int c = Byte.toUnsignedInt(octet);
            boolean letterOrDigit = c < 0x80 && Character.isLetterOrDigit(c);
            if (letterOrDigit || ALLOWED.indexOf(c) >= 0) {
                encoded.append((char) c);
            } else {
                encoded.append('%').append("%02X".formatted(c));
            }
        }
        return encoded.toString();
    }
}
