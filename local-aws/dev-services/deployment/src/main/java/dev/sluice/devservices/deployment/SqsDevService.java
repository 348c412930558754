package dev.sluice.devservices.deployment;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;

import dev.sluice.dashboard.LocalAws;
import dev.sluice.localaws.LocalSqs;
import dev.sluice.localaws.QueueSpec;
import dev.sluice.localaws.Queues;

/** The SQS of one application, with its queues. A {@link LocalAws#main standalone} one outlives all applications. */
final class SqsDevService extends SharedServer {

    private final List<QueueSpec> queues;
    private LocalSqs own;

    /** @param port 0 for an SQS of its own on a free port */
    SqsDevService(int port, List<QueueSpec> queues) {
        super("SQS", port, "sluice.dev-services.port to another, or quarkus.sqs.endpoint-override to an SQS");
        this.queues = queues;
    }

    /**
     * Finds or starts it and creates the queues.
     *
     * @throws IllegalStateException when something that is no SQS has the port
     */
    @Override
    public void start() {
        super.start();
        try {
            Queues.ensure(endpoint(), queues);
            UsedSqs.is(endpoint(), isOwn());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    boolean answersAt(URI candidate) {
        return Queues.answerAt(candidate);
    }

    @Override
    AutoCloseable launch(int onPort) {
        own = LocalSqs.start(onPort);
        return own;
    }

    @Override
    URI launched() {
        return own.endpoint();
    }

    /** Whether nobody listens there any more; one that is merely slow to answer is not gone, and its messages count. */
    static boolean isGone(URI endpoint) {
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            return !socket.isConnected();
        } catch (IOException e) {
            return true;
        }
    }
}
