package dev.sluice.devservices.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;

import io.quarkus.deployment.builditem.Startable;

import dev.sluice.devservices.server.LocalAws;
import dev.sluice.devservices.server.LocalSqs;
import dev.sluice.devservices.server.QueueSpec;
import dev.sluice.devservices.server.Queues;

/**
 * The SQS of one application: one that already answers on the well-known port, else one that it starts there.
 *
 * <p>Whoever starts the shared one owns it: when that application ends, the others lose their queue and what was in
 * it. A {@link LocalAws#main standalone} one outlives them all.
 */
final class SqsDevService implements Startable {

    private final int port;
    private final List<QueueSpec> queues;
    private LocalSqs own;
    private URI endpoint;

    /** @param port 0 for an SQS of its own on a free port */
    SqsDevService(int port, List<QueueSpec> queues) {
        this.port = port;
        this.queues = queues;
    }

    /**
     * Finds or starts it and creates the queues.
     *
     * @throws IllegalStateException when something that is no SQS has the port
     */
    @Override
    public void start() {
        endpoint = URI.create("http://127.0.0.1:" + port);
        if (port == 0 || !Queues.answerAt(endpoint)) {
            startOwn();
        }
        try {
            Queues.ensure(endpoint, queues);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void startOwn() {
        try {
            own = LocalSqs.start(port);
            endpoint = own.endpoint();
        } catch (UncheckedIOException taken) {
            // Another application may have started it between the look and the bind.
            if (!Queues.answerAt(endpoint)) {
                throw new IllegalStateException(
                        "No SQS for dev mode: port " + port + " is taken by something else. Free it, set"
                                + " sluice.dev-services.port to another, or quarkus.sqs.endpoint-override to an SQS",
                        taken);
            }
        }
    }

    /** Whether nobody listens there any more; one that is merely slow to answer is not gone, and its messages count. */
    static boolean isGone(URI endpoint) {
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            return !socket.isConnected();
        } catch (IOException e) {
            return true;
        }
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
            own.close();
        }
    }
}
