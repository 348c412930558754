package dev.sluice.builtin.http.url;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

import dev.sluice.job.constraint.HttpAuthority;

/** An http or https URL that a job wants to call, checked for its form only, not for where it leads. */
public record HttpTarget(URI uri) {

    /** Enough to recognise a URL by, short enough for a line of log. */
    private static final int SHOWN_LENGTH = 200;

    /** @throws RefusedRequestException if the URL cannot be called */
    public HttpTarget {
        if (!"http".equalsIgnoreCase(uri.getScheme()) && !"https".equalsIgnoreCase(uri.getScheme())) {
            throw new RefusedRequestException("The URL must begin with http:// or https://");
        }
        if (HttpAuthority.hasUser(uri)) {
            // RFC 9110, 4.2.4: in a reference from elsewhere it is likely to hide the real host.
            throw new RefusedRequestException("The URL must not hold a user name or password");
        }
        if (HttpAuthority.isInternational(uri)) {
            throw new RefusedRequestException("The URL's host is not in ASCII: it needs its xn-- form");
        }
        // No host is also what is found in odd address literals such as 0x7f.1. The ones that are taken for a name,
        // such
        // as 2130706433, are looked up like any other name.
        Optional<HttpAuthority> authority = HttpAuthority.of(uri);
        if (authority.isEmpty()
                || authority.get().port() == 0
                || authority.get().port() > 65_535) {
            throw new RefusedRequestException("The URL has no valid host and port");
        }
    }

    /** @throws RefusedRequestException if the URL cannot be called */
    public static HttpTarget parse(String url) {
        try {
            return new HttpTarget(new URI(url));
        } catch (URISyntaxException e) {
            // The exception's own text repeats the URL with all its secrets.
            throw new RefusedRequestException("The URL is malformed: " + e.getReason());
        }
    }

    /**
     * Where a redirect from here leads.
     *
     * @param location the {@code Location} header, absolute or relative
     * @throws RefusedRequestException if that cannot be called, or would leave https for http
     */
    public HttpTarget resolve(String location) {
        HttpTarget next = parse(new UriReference(location).from(uri));
        if (secure() && !next.secure()) {
            throw new RefusedRequestException("The redirect leaves https for http");
        }
        return next;
    }

    public boolean secure() {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    /** The host's name or address literal, an IPv6 literal in brackets. */
    public String host() {
        return authority().host();
    }

    public int port() {
        int port = authority().port();
        return port > 0 ? port : secure() ? 443 : 80;
    }

    private HttpAuthority authority() {
        return HttpAuthority.of(uri).orElseThrow();
    }

    /** The receiver: scheme, host and port. */
    public String origin() {
        return (secure() ? "https" : "http") + "://" + host().toLowerCase(Locale.ROOT) + ":" + port();
    }

    /** What stands in the request line: path and query, without the fragment. */
    public String requestUri() {
        URI ascii = URI.create(uri.toASCIIString());
        String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        return ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
    }

    /** The URL as it may be logged: without the query, which often holds a secret, and not endless. */
    @Override
    public String toString() {
        String shown = uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
        return shown.length() <= SHOWN_LENGTH ? shown : shown.substring(0, SHOWN_LENGTH) + "…";
    }
}
