package dev.sluice.worker.deadletter.access;

import java.net.URI;
import java.util.Optional;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;

/**
 * What a request says of who makes it.
 *
 * @param address the IP address at the other end of the connection; empty when it has none
 * @param host the host that the caller believes to speak to, without the port; empty when it does not say
 * @param isForwarded whether anything tells of a proxy that speaks for somebody else; see {@link DirectRequest}
 * @param isForeignPage whether a browser says that it speaks for a page that does not come from here
 * @param authorization the header of that name
 */
public record Caller(
        Optional<String> address,
        Optional<String> host,
        boolean isForwarded,
        boolean isForeignPage,
        Optional<String> authorization) {

    public static Caller of(HttpServerRequest request) {
        return new Caller(
                Optional.ofNullable(request.remoteAddress()).map(SocketAddress::hostAddress),
                Optional.ofNullable(request.authority()).map(HostAndPort::host),
                !DirectRequest.is(request),
                isForeign(request.getHeader(HttpHeaders.ORIGIN), request.getHeader(HttpHeaders.HOST)),
                Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION)));
    }

    /**
     * Compares where a page comes from with where its request goes.
     *
     * @param origin the header that browsers add to what a page sends elsewhere, such as {@code http://localhost:9001};
     *     null when it is not there
     * @param host the header of that name, such as {@code localhost:9001}
     */
    static boolean isForeign(String origin, String host) {
        if (origin == null) {
            return false;
        }
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority == null || !authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    /** The credentials are nobody's business, least of all the log's. */
    @Override
    public String toString() {
        return address.orElse("an unknown address");
    }
}
