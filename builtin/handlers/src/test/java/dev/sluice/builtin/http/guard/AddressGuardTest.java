package dev.sluice.builtin.http.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.builtin.HandlerConfigs;
import dev.sluice.builtin.http.OutboundConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AddressGuardTest {

    private final AddressGuard guard = guard();

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, unspecified",
        "0.1.2.3, unspecified",
        "10.0.0.0, private",
        "10.255.255.255, private",
        "100.64.0.1, shared (RFC 6598)",
        "100.100.100.200, shared (RFC 6598)",
        "127.0.0.1, loopback",
        "127.255.255.254, loopback",
        "168.63.129.16, cloud metadata",
        "169.254.169.254, link-local",
        "169.254.170.2, link-local",
        "172.16.0.1, private",
        "172.31.255.255, private",
        "192.0.0.192, reserved",
        "192.0.2.1, documentation",
        "192.88.99.1, 6to4 relay",
        "192.168.1.1, private",
        "198.18.0.1, benchmark",
        "198.19.255.255, benchmark",
        "198.51.100.7, documentation",
        "203.0.113.7, documentation",
        "224.0.0.1, multicast",
        "240.0.0.1, reserved",
        "255.255.255.255, reserved",
        "::, unspecified",
        "::1, loopback",
        "::2, reserved",
        "::127.0.0.1, reserved",
        "::ffff:127.0.0.1, loopback",
        "::ffff:169.254.169.254, link-local",
        "::ffff:0a00:1, private",
        "64:ff9b::7f00:1, loopback",
        "64:ff9b::169.254.169.254, link-local",
        "64:ff9b:1::a00:1, reserved",
        "100::1, reserved",
        "2001::1, reserved",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2, reserved",
        "2001:db8::1, documentation",
        "2002:7f00:1::, 6to4",
        "2002:a9fe:a9fe::1, 6to4",
        "3fff::1, documentation",
        "4000::1, reserved",
        "5f00::1, reserved",
        "fc00::1, private",
        "fd00:ec2::254, private",
        "fe80::1, link-local",
        "febf::1, link-local",
        "fec0::1, reserved",
        "ff02::1, multicast",
    })
    void refusesWhatIsNotThePublicInternet(String address, String why) throws UnknownHostException {
        assertThat(guard.refusal(InetAddress.getByName(address))).contains(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.1",
                "192.0.1.1",
                "192.167.255.255",
                "198.17.255.255",
                "198.20.0.1",
                "223.255.255.255",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2606:4700::1111",
                "2a00:1450:4001::1",
                "64:ff9b::8.8.8.8",
                "::ffff:8.8.8.8",
            })
    void letsThePublicInternetThrough(String address) throws UnknownHostException {
        assertThat(guard.refusal(InetAddress.getByName(address))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "169.254.169.254", "10.0.0.1", "::1", "fd00:ec2::254"})
    void letsAllThroughWhenPrivateAddressesAreAllowed(String address) throws UnknownHostException {
        assertThat(guard("outbound.allow-private-addresses", "true").refusal(InetAddress.getByName(address)))
                .isEmpty();
    }

    @Test
    void opensOnlyTheNetworksThatAreAllowed() throws UnknownHostException {
        AddressGuard some = guard("outbound.allowed-networks", "10.20.0.0/16, fd12:3456::/32");

        assertThat(some.refusal(InetAddress.getByName("10.20.30.40"))).isEmpty();
        assertThat(some.refusal(InetAddress.getByName("64:ff9b::10.20.30.40"))).isEmpty();
        assertThat(some.refusal(InetAddress.getByName("fd12:3456::1"))).isEmpty();
        assertThat(some.refusal(InetAddress.getByName("10.21.0.1"))).contains("private");
        assertThat(some.refusal(InetAddress.getByName("fd00:ec2::254"))).contains("private");
        assertThat(some.refusal(InetAddress.getByName("169.254.169.254"))).contains("link-local");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.20.0.0", "10.20.0.0/33", "vpc.example/16"})
    void doesNotStartWithANetworkThatIsNone(String network) {
        assertThatThrownBy(() -> guard("outbound.allowed-networks", network))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static AddressGuard guard(String... config) {
        OutboundConfig outbound = HandlerConfigs.with(config).outbound();
        return new AddressGuard(
                outbound.allowPrivateAddresses(), outbound.allowedNetworks().orElse(List.of()));
    }
}
