package dev.sluice.builtin.http.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Vertx;

import dev.sluice.builtin.http.url.RefusedRequestException;

/**
 * Turns a host into the addresses to connect to, all of them checked. What comes out holds no name any more, so
 * nothing asks DNS a second time, and a server that answers differently each time gains nothing.
 *
 * <p>One closed address among public ones refuses the host altogether: such an answer is a mistake or an attack.
 */
public final class GuardedLookup {

    /** So that a host with very many addresses, all dead, does not use up a job's time. */
    private static final int CANDIDATES = 4;

    private final Vertx vertx;
    private final HostLookup lookup;
    private final AddressGuard guard;

    public GuardedLookup(Vertx vertx, HostLookup lookup, AddressGuard guard) {
        this.vertx = vertx;
        this.lookup = lookup;
        this.guard = guard;
    }

    /**
     * The addresses to try, in DNS's order, at least one.
     *
     * @return fails with {@link RefusedRequestException} for a closed address, {@link UnknownHostException} without any
     */
    public Uni<List<InetAddress>> addressesOf(String host) {
        // On a worker thread: the JDK's lookup blocks, and may do so for many seconds.
        return Uni.createFrom()
                .deferred(() -> UniHelper.toUni(vertx.executeBlocking(() -> checkedAddressesOf(host), false)));
    }

    private List<InetAddress> checkedAddressesOf(String host) throws UnknownHostException {
        List<InetAddress> addresses = new ArrayList<>();
        for (InetAddress address : lookup.addressesOf(host)) {
            Optional<String> refusal = guard.refusal(address);
            if (refusal.isPresent()) {
                throw new RefusedRequestException("The host %s is at %s, a %s address that jobs must not reach"
                        .formatted(host, address.getHostAddress(), refusal.get()));
            }
            addresses.add(InetAddress.getByAddress(address.getAddress()));
        }
        if (addresses.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return addresses.subList(0, Math.min(addresses.size(), CANDIDATES));
    }
}
