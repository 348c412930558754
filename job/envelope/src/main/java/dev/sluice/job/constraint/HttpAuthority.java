package dev.sluice.job.constraint;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom an http or https URL calls. {@link URI} itself knows host names by RFC 2396 only, which has no underscore; many
 * private networks do.
 *
 * @param host a name or an address literal, an IPv6 literal in brackets
 * @param port -1 if the URL has none; otherwise any number, not necessarily one that a port can have
 */
public record HttpAuthority(String host, int port) {

    private static final String LABEL_END = "(?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";

    /** The last label begins with no digit: what does is an address, and odd forms of those are none of a name. */
    private static final Pattern NAME = Pattern.compile(
            "(?<host>(?:[A-Za-z0-9_]" + LABEL_END + "\\.)*[A-Za-z_]" + LABEL_END + "\\.?)(?::(?<port>[0-9]{0,5}))?");

    /** Of RFC 1035: a name with its dots. */
    private static final int MAX_NAME = 253;

    /** The colon and the five digits of a port. */
    private static final int MAX_PORT = 6;

    /** Host and port; empty if the URL has no authority, one with a user name, or no proper host. */
    public static Optional<HttpAuthority> of(URI url) {
        if (url.getRawAuthority() == null || hasUser(url)) {
            return Optional.empty();
        }
        if (url.getHost() != null) {
            return Optional.of(new HttpAuthority(url.getHost(), url.getPort()));
        }
        if (url.getRawAuthority().length() > MAX_NAME + MAX_PORT) {
            // Nor is it shown to the pattern, which needs stack for each label.
            return Optional.empty();
        }
        Matcher name = NAME.matcher(url.getRawAuthority());
        if (!name.matches() || name.group("host").length() > MAX_NAME) {
            return Optional.empty();
        }
        String port = name.group("port");
        return Optional.of(
                new HttpAuthority(name.group("host"), port == null || port.isEmpty() ? -1 : Integer.parseInt(port)));
    }

    /** Whether the URL carries a user name, with or without a password. */
    public static boolean hasUser(URI url) {
        return url.getRawAuthority() != null && url.getRawAuthority().indexOf('@') >= 0;
    }

    /** Whether the host holds other characters than ASCII, or percent-encoded ones: DNS knows only its {@code xn--} form. */
    public static boolean isInternational(URI url) {
        return url.getHost() == null
                && url.getRawAuthority() != null
                && url.getRawAuthority().chars().anyMatch(c -> c >= 0x80 || c == '%');
    }
}
