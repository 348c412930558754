package dev.sluice.devservices.deployment;

import java.net.URI;

import dev.sluice.dashboard.Dashboard;
import dev.sluice.localaws.cloudwatch.LocalCloudWatch;

/**
 * The CloudWatch of one application: one that already answers on the well-known port, else one that it starts there.
 * As with {@link SqsDevService}, whoever starts the shared one owns it, and what is in it ends with that application.
 */
final class CloudWatchDevService extends SharedServer {

    private final URI producer;
    private URI queues;
    private LocalCloudWatch own;

    /**
     * @param port 0 for a CloudWatch of its own on a free port
     * @param queues the SQS whose queues have metrics if it is this application's own, or {@code null}
     * @param producer where the dashboard submits its sample jobs
     */
    CloudWatchDevService(int port, URI queues, URI producer) {
        super(
                "CloudWatch",
                port,
                "sluice.dev-services.cloudwatch-port to another, or sluice.cloudwatch.endpoint-override to a CloudWatch");
        this.queues = queues;
        this.producer = producer;
    }

    /** Says before the start which SQS has just been started. */
    void watchQueues(String sqs) {
        queues = URI.create(sqs);
    }

    @Override
    boolean answersAt(URI candidate) {
        return LocalCloudWatch.answersAt(candidate);
    }

    @Override
    AutoCloseable launch(int onPort) {
        own = LocalCloudWatch.start(onPort);
        LocalCloudWatch started = own;
        Dashboard dashboard = Dashboard.of(started);
        dashboard.submitSampleJobsTo(producer);
        if (queues != null) {
            dashboard.watchQueues(queues);
        }
        return () -> {
            started.close();
            dashboard.close();
        };
    }

    @Override
    URI launched() {
        return own.endpoint();
    }
}
