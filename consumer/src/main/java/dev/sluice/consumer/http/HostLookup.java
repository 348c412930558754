package dev.sluice.consumer.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Asks for a host's addresses; may block. */
@FunctionalInterface
interface HostLookup {

    InetAddress[] addressesOf(String host) throws UnknownHostException;
}
