package dev.sluice.devservices.deployment;

import java.io.UncheckedIOException;
import java.net.URI;

import io.quarkus.deployment.builditem.Startable;

import dev.sluice.devservices.server.cloudwatch.LocalCloudWatch;

/**
 * The CloudWatch of one application: one that already answers on the well-known port, else one that it starts there.
 * As with {@link SqsDevService}, whoever starts the shared one owns it, and what is in it ends with that application.
 */
final class CloudWatchDevService implements Startable {

    private final int port;
    private final URI producer;
    private URI queues;
    private LocalCloudWatch own;
    private URI endpoint;

    /**
     * @param port 0 for a CloudWatch of its own on a free port
     * @param queues the SQS whose queues have metrics if it is this application's own, or {@code null}
     * @param producer where the dashboard submits its sample jobs
     */
    CloudWatchDevService(int port, URI queues, URI producer) {
        this.port = port;
        this.queues = queues;
        this.producer = producer;
    }

    /** Says before the start which SQS has just been started. */
    void watchQueues(String sqs) {
        queues = URI.create(sqs);
    }

    /** @throws IllegalStateException when something that is no such CloudWatch has the port */
    @Override
    public void start() {
        endpoint = URI.create("http://127.0.0.1:" + port);
        if (port == 0 || !LocalCloudWatch.answersAt(endpoint)) {
            startOwn();
        }
    }

    private void startOwn() {
        try {
            own = LocalCloudWatch.start(port);
        } catch (UncheckedIOException taken) {
            // Another application may have started it between the look and the bind.
            if (LocalCloudWatch.answersAt(endpoint)) {
                return;
            }
            throw new IllegalStateException(
                    "No CloudWatch for dev mode: port " + port + " is taken by something else. Free it, set"
                            + " sluice.dev-services.cloudwatch-port to another, or sluice.cloudwatch.endpoint-override"
                            + " to a CloudWatch",
                    taken);
        }
        endpoint = own.endpoint();
        own.submitSampleJobsTo(producer);
        if (queues != null) {
            own.watchQueues(queues);
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
