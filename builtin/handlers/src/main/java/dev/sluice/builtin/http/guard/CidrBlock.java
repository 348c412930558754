package dev.sluice.builtin.http.guard;

import java.net.InetAddress;

/**
 * A network: all addresses whose first bits are the same.
 *
 * <p>Why not a library's: Netty's {@code IpSubnetFilterRule} also matches each IPv6 address that begins with ones
 * only ({@code fe80::1} in {@code fc00::/7}), and others bring a megabyte for these few lines.
 *
 * @param name what its addresses are, for the one whose job is refused
 */
record CidrBlock(String name, InetAddress first, int prefixLength) {

    /**
     * @param cidr an address literal, a slash, the number of bits that count
     * @throws IllegalArgumentException if it is not in that form; no name is looked up
     */
    static CidrBlock of(String cidr, String name) {
        int slash = cidr.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("Not a network in CIDR form: " + cidr);
        }
        InetAddress first = InetAddress.ofLiteral(cidr.substring(0, slash));
        int prefixLength = Integer.parseInt(cidr.substring(slash + 1));
        if (prefixLength < 0 || prefixLength > 8 * first.getAddress().length) {
            throw new IllegalArgumentException("Not a network in CIDR form: " + cidr);
        }
        return new CidrBlock(name, first, prefixLength);
    }

    /** Whether it holds the address; one of the other IP version it never holds. */
    boolean contains(InetAddress address) {
        byte[] mine = first.getAddress();
        byte[] its = address.getAddress();
        if (mine.length != its.length) {
            return false;
        }
        for (int bit = 0; bit < prefixLength; bit++) {
            if (((mine[bit / 8] ^ its[bit / 8]) & (0x80 >> bit % 8)) != 0) {
                return false;
            }
        }
        return true;
    }
}
