package dev.sluice.builtin.http.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Asks for a host's addresses; may block. */
@FunctionalInterface
public interface HostLookup {

    InetAddress[] addressesOf(String host) throws UnknownHostException;
}
