package dev.sluice.devservices.deployment;

import java.io.UncheckedIOException;
import java.net.URI;

import io.quarkus.deployment.builditem.Startable;

/**
 * A stand-in of AWS for one application: one that already answers on the well-known port, else one that it starts there.
 * Whoever starts the shared one owns it: when that application ends, the others lose it and what was in it.
 */
abstract class SharedServer implements Startable {

    private final String service;
    private final int port;
    private final String instead;
    private URI endpoint;
    private AutoCloseable own;

    /**
     * @param service its name, for people
     * @param port 0 for one of its own on a free port
     * @param instead which settings help when the port is taken, for people
     */
    SharedServer(String service, int port, String instead) {
        this.service = service;
        this.port = port;
        this.instead = instead;
    }

    /** Whether one answers there. */
    abstract boolean answersAt(URI candidate);

    /**
     * Starts one.
     *
     * @return what stops it
     * @throws UncheckedIOException when the port is taken
     */
    abstract AutoCloseable launch(int onPort);

    /** Where the one is that was launched. */
    abstract URI launched();

    /** @throws IllegalStateException when something that is no such service has the port */
    @Override
    public void start() {
        endpoint = URI.create("http://127.0.0.1:" + port);
        if (port == 0 || !answersAt(endpoint)) {
            startOwn();
        }
    }

    private void startOwn() {
        try {
            own = launch(port);
            endpoint = launched();
        } catch (UncheckedIOException taken) {
            // Another application may have started it between the look and the bind.
            if (!answersAt(endpoint)) {
                throw new IllegalStateException(
                        "No %s for dev mode: port %d is taken by something else. Free it, set %s"
                                .formatted(service, port, instead),
                        taken);
            }
        }
    }

    URI endpoint() {
        return endpoint;
    }

    /** Whether this application has started it and will stop it. */
    boolean isOwn() {
        return own != null;
    }

    @Override
    public String getConnectionInfo() {
        return endpoint.toString();
    }

    /** There is none: it runs in this JVM. */
    @Override
    public String getContainerId() {
        return null;
    }

    /** Stops it if this application started it. */
    @Override
    public void close() {
        if (own != null) {
            try {
                own.close();
            } catch (Exception e) {
                throw new IllegalStateException(service + " could not be stopped", e);
            }
        }
    }
}
