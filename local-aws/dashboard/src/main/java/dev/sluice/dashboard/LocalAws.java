package dev.sluice.dashboard;

import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;

import dev.sluice.localaws.LocalSqs;
import dev.sluice.localaws.cloudwatch.LocalCloudWatch;

/** The process that has the AWS of one laptop: an SQS, a CloudWatch that also watches its queues, and the dashboard. */
public final class LocalAws {

    private static final String SQS_PORT = "sluice.dev-services.port";
    private static final String CLOUDWATCH_PORT = "sluice.dev-services.cloudwatch-port";

    private static final String PRODUCER = "sluice.dev-services.producer";
    private static final String CONSUMER = "sluice.dev-services.consumer";
    private static final String PRODUCER_MANAGEMENT = "sluice.dev-services.producer-management";
    private static final String CONSUMER_MANAGEMENT = "sluice.dev-services.consumer-management";

    private LocalAws() {}

    /**
     * Runs all until the process is ended. It says so in one line for each on standard output when they are ready, and
     * in a third where the dashboard is; if a port is taken it says that in one line on standard error, and exits with 1.
     *
     * @param args the ports of SQS and of CloudWatch, else the system properties {@code sluice.dev-services.port} and
     *     {@code sluice.dev-services.cloudwatch-port}, else 9324 and 9325; 0 for a free one. The system property {@code sluice.dev-services.producer} says where the
     *     dashboard submits its sample jobs, http://localhost:8080 if not set; {@code sluice.dev-services.producer-management}
     *     and {@code sluice.dev-services.consumer-management} say where it finds the health of the two services, and that they
     *     should be there; {@code sluice.dev-services.consumer} is where dev mode listens for the consumer,
     *     http://localhost:8081 if not set
     */
    public static void main(String[] args) throws InterruptedException {
        // ElasticMQ logs through SLF4J, which would complain that nobody listens.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        String starting = "SQS";
        try {
            LocalSqs sqs = LocalSqs.start(port(args, 0, SQS_PORT, LocalSqs.DEFAULT_PORT));
            System.out.println("SQS ready at " + sqs.endpoint());
            starting = "CloudWatch";
            LocalCloudWatch cloudWatch =
                    LocalCloudWatch.start(port(args, 1, CLOUDWATCH_PORT, LocalCloudWatch.DEFAULT_PORT));
            Dashboard dashboard = Dashboard.of(cloudWatch);
            dashboard.watchQueues(sqs.endpoint());
            URI producer = address(PRODUCER).orElse(Dashboard.DEFAULT_PRODUCER);
            URI consumer = address(CONSUMER).orElse(Dashboard.DEFAULT_CONSUMER);
            dashboard.submitSampleJobsTo(producer);
            address(PRODUCER_MANAGEMENT).ifPresent(management -> dashboard.expectProducer(management, producer));
            address(CONSUMER_MANAGEMENT).ifPresent(management -> dashboard.expectConsumer(management, consumer));
            System.out.println("CloudWatch ready at " + cloudWatch.endpoint());
            System.out.println("Dashboard ready at " + dashboard.address());
        } catch (UncheckedIOException | IllegalStateException | IllegalArgumentException e) {
            System.err.println(starting + " did not start: " + e.getMessage());
            System.exit(1);
        }
        Thread.currentThread().join();
    }

    private static Optional<URI> address(String property) {
        return Optional.ofNullable(System.getProperty(property)).map(URI::create);
    }

    private static int port(String[] args, int position, String property, int otherwise) {
        String port = args.length > position ? args[position] : System.getProperty(property, "" + otherwise);
        try {
            return Integer.parseInt(port);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a port: " + port, e);
        }
    }
}
