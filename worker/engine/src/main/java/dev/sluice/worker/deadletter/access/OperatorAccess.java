package dev.sluice.worker.deadletter.access;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.sluice.worker.deadletter.problem.Problem;

/**
 * Who may see and move dead letters: whoever brings the token. If there is none, nobody, unless the worker is told to trust
 * its own machine; and in no case a web page from elsewhere in somebody's browser. Health shares the port and has no such
 * door, so it cannot stand on the port.
 *
 * <p>To be on the machine is not enough by itself. A proxy there may add nothing that tells of it, and then all the world
 * is on the machine; and a job may have some handler call a URL of its choice.
 *
 * <p>A singleton, made when the routes are: a token that is none keeps the worker from starting.
 */
@Singleton
public class OperatorAccess {

    private static final String SETTING = "sluice.consumer.dead-letters.token";

    private static final String LOCAL_SETTING = "sluice.consumer.dead-letters.local-access";

    /** What a header can carry as one word, and enough of it not to be guessed. */
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]{16,}");

    /** RFC 9110, section 11.1: the scheme's case does not matter. */
    private static final String SCHEME = "Bearer ";

    private final Optional<byte[]> token;
    private final boolean trustsItsMachine;

    @Inject
    public OperatorAccess(DeadLettersConfig config) {
        this(config.token(), config.localAccess());
    }

    /** @throws IllegalArgumentException when the token is none */
    public OperatorAccess(Optional<String> token, boolean trustsItsMachine) {
        if (token.isPresent() && !TOKEN.matcher(token.get()).matches()) {
            throw new IllegalArgumentException(SETTING + " must have 16 or more visible ASCII characters, no spaces");
        }
        this.token = token.map(text -> text.getBytes(StandardCharsets.US_ASCII));
        this.trustsItsMachine = trustsItsMachine;
    }

    /** Why the caller may not; empty if it may. */
    public Optional<Problem> refusal(Caller caller) {
        if (caller.isForeignPage()) {
            return Optional.of(Problem.foreignPage("Web pages can use this only if they come from here."));
        }
        if (token.isPresent()) {
            return bringsToken(caller, token.get())
                    ? Optional.empty()
                    : Optional.of(Problem.unauthorized(
                            "Send the header Authorization: Bearer, followed by the value of " + SETTING + "."));
        }
        if (!trustsItsMachine) {
            return Optional.of(Problem.closed(
                    "Set %s for the worker and send it, or set %s to true to answer whoever is on the worker's own machine."
                            .formatted(SETTING, LOCAL_SETTING)));
        }
        return isLocal(caller)
                ? Optional.empty()
                : Optional.of(Problem.forbidden(
                        "Ask at http://localhost on the worker's own machine, without a proxy, or set %s for the worker and send it."
                                .formatted(SETTING)));
    }

    private static boolean bringsToken(Caller caller, byte[] token) {
        return caller.authorization()
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8))
                // As slow for a wrong first letter as for a wrong last one.
                .filter(brought -> MessageDigest.isEqual(token, brought))
                .isPresent();
    }

    /**
     * The address alone would let two others in: a proxy on this machine, which speaks for anybody, and a web page in a
     * browser on this machine whose own host name has been made to lead here (DNS rebinding).
     */
    private static boolean isLocal(Caller caller) {
        return !caller.isForwarded()
                && caller.address().filter(OperatorAccess::isLoopback).isPresent()
                && caller.host().filter(OperatorAccess::namesLoopback).isPresent();
    }

    private static boolean namesLoopback(String host) {
        return host.equalsIgnoreCase("localhost") || isLoopback(host);
    }

    /** Looks no name up. */
    private static boolean isLoopback(String address) {
        try {
            return InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
