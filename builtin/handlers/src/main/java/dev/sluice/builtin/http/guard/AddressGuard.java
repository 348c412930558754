package dev.sluice.builtin.http.guard;

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
public final class AddressGuard {

    // No constants: a native image cannot hold an InetAddress that was made when it was built.
    private final List<CidrBlock> closed = List.of(
            CidrBlock.of("0.0.0.0/8", "unspecified"),
            CidrBlock.of("10.0.0.0/8", "private"),
            // Alibaba's metadata service among them
            CidrBlock.of("100.64.0.0/10", "shared (RFC 6598)"),
            CidrBlock.of("127.0.0.0/8", "loopback"),
            // Azure's, the one that lies among public addresses
            CidrBlock.of("168.63.129.16/32", "cloud metadata"),
            // The metadata service of AWS and most others
            CidrBlock.of("169.254.0.0/16", "link-local"),
            CidrBlock.of("172.16.0.0/12", "private"),
            // Oracle's metadata service among them
            CidrBlock.of("192.0.0.0/24", "reserved"),
            CidrBlock.of("192.0.2.0/24", "documentation"),
            CidrBlock.of("192.88.99.0/24", "6to4 relay"),
            CidrBlock.of("192.168.0.0/16", "private"),
            CidrBlock.of("198.18.0.0/15", "benchmark"),
            CidrBlock.of("198.51.100.0/24", "documentation"),
            CidrBlock.of("203.0.113.0/24", "documentation"),
            CidrBlock.of("224.0.0.0/4", "multicast"),
            CidrBlock.of("240.0.0.0/4", "reserved"),
            CidrBlock.of("::/128", "unspecified"),
            CidrBlock.of("::1/128", "loopback"),
            // AWS' metadata service at fd00:ec2::254 among them
            CidrBlock.of("fc00::/7", "private"),
            CidrBlock.of("fe80::/10", "link-local"),
            CidrBlock.of("ff00::/8", "multicast"),
            // Teredo among others: a public prefix whose addresses may lead to any IPv4 address
            CidrBlock.of("2001::/23", "reserved"),
            CidrBlock.of("2001:db8::/32", "documentation"),
            CidrBlock.of("2002::/16", "6to4"),
            CidrBlock.of("3fff::/20", "documentation"));

    /** All that IANA has given out for the public IPv6 internet so far. */
    private final CidrBlock globalUnicast = CidrBlock.of("2000::/3", "global unicast");

    /** RFC 6052: what DNS64 answers for an IPv4-only host; the last four bytes are its address. */
    private final CidrBlock nat64 = CidrBlock.of("64:ff9b::/96", "NAT64");

    private final boolean allowAll;
    private final List<CidrBlock> allowed;

    /**
     * @param allowAll whether every address may be reached
     * @param allowedNetworks those that may be reached although they are not public
     * @throws IllegalArgumentException if a network is not in CIDR form
     */
    public AddressGuard(boolean allowAll, List<String> allowedNetworks) {
        this.allowAll = allowAll;
        this.allowed = allowedNetworks.stream()
                .map(cidr -> CidrBlock.of(cidr.strip(), "allowed"))
                .toList();
    }

    /** Why a job must not reach the address; empty if it may. */
    public Optional<String> refusal(InetAddress address) {
        if (allowAll) {
            return Optional.empty();
        }
        InetAddress reached = reached(address);
        if (allowed.stream().anyMatch(network -> network.contains(reached))) {
            return Optional.empty();
        }
        Optional<String> name = closed.stream()
                .filter(network -> network.contains(reached))
                .map(CidrBlock::name)
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
