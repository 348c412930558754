package dev.sluice.consumer.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Tells which addresses a job may reach. Whoever can submit a job chooses the URL that a worker calls from inside
 * the network, so all but the public internet is closed unless the configuration opens it.
 *
 * <p>The networks are those of IANA's special-purpose address registries, plus the metadata services that clouds
 * put at public addresses.
 */
final class AddressGuard {

    // No constants: a native image cannot hold an InetAddress that was made when it was built.
    private final List<Network> closed = List.of(
            Network.of("0.0.0.0/8", "unspecified"),
            Network.of("10.0.0.0/8", "private"),
            // Alibaba's metadata service among them
            Network.of("100.64.0.0/10", "shared (RFC 6598)"),
            Network.of("127.0.0.0/8", "loopback"),
            // Azure's, the one that lies among public addresses
            Network.of("168.63.129.16/32", "cloud metadata"),
            // The metadata service of AWS and most others
            Network.of("169.254.0.0/16", "link-local"),
            Network.of("172.16.0.0/12", "private"),
            // Oracle's metadata service among them
            Network.of("192.0.0.0/24", "reserved"),
            Network.of("192.0.2.0/24", "documentation"),
            Network.of("192.88.99.0/24", "6to4 relay"),
            Network.of("192.168.0.0/16", "private"),
            Network.of("198.18.0.0/15", "benchmark"),
            Network.of("198.51.100.0/24", "documentation"),
            Network.of("203.0.113.0/24", "documentation"),
            Network.of("224.0.0.0/4", "multicast"),
            Network.of("240.0.0.0/4", "reserved"),
            Network.of("::/128", "unspecified"),
            Network.of("::1/128", "loopback"),
            // AWS' metadata service at fd00:ec2::254 among them
            Network.of("fc00::/7", "private"),
            Network.of("fe80::/10", "link-local"),
            Network.of("ff00::/8", "multicast"),
            // Teredo among others: a public prefix whose addresses may lead to any IPv4 address
            Network.of("2001::/23", "reserved"),
            Network.of("2001:db8::/32", "documentation"),
            Network.of("2002::/16", "6to4"),
            Network.of("3fff::/20", "documentation"));

    /** All that IANA has given out for the public IPv6 internet so far. */
    private final Network globalUnicast = Network.of("2000::/3", "global unicast");

    /** RFC 6052: what DNS64 answers for an IPv4-only host; the last four bytes are its address. */
    private final Network nat64 = Network.of("64:ff9b::/96", "NAT64");

    private final boolean allowAll;
    private final List<Network> allowed;

    /** @throws IllegalArgumentException if a configured network is not in CIDR form */
    AddressGuard(OutboundConfig config) {
        this.allowAll = config.allowPrivateAddresses();
        this.allowed = config.allowedNetworks().orElse(List.of()).stream()
                .map(cidr -> Network.of(cidr.strip(), "allowed"))
                .toList();
    }

    /** Why a job must not reach the address; empty if it may. */
    Optional<String> refusal(InetAddress address) {
        if (allowAll) {
            return Optional.empty();
        }
        InetAddress reached = reached(address);
        if (allowed.stream().anyMatch(network -> network.contains(reached))) {
            return Optional.empty();
        }
        Optional<String> name = closed.stream()
                .filter(network -> network.contains(reached))
                .map(Network::name)
                .findFirst();
        if (name.isEmpty() && reached instanceof Inet6Address && !globalUnicast.contains(reached)) {
            // Among these the IPv4-mapped and IPv4-compatible forms, where they were not turned into IPv4 before
            return Optional.of("reserved");
        }
        return name;
    }

    private InetAddress reached(InetAddress address) {
        if (!nat64.contains(address)) {
            return address;
        }
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), 12, 16));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are always an address", e);
        }
    }
}
