package dev.sluice.devservices.deployment;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The in-process SQS and CloudWatch of dev mode and tests. None of it has an effect on the packaged application. */
@ConfigMapping(prefix = "sluice.dev-services")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface SluiceDevServicesConfig {

    /**
     * Whether to provide any of it. No SQS is provided either when {@code quarkus.sqs.endpoint-override} is set, no
     * CloudWatch when {@code sluice.cloudwatch.endpoint-override} is set or the application has no CloudWatch client,
     * and neither when {@code quarkus.devservices.enabled} is {@code false}.
     */
    @WithDefault("true")
    boolean enabled();

    /**
     * The port on 127.0.0.1 where the applications that are in dev mode on this machine share one SQS: the first
     * starts it, the others find it there. With 0 the application has an SQS of its own on a free port. Tests always
     * do, so that those of several applications can run at once.
     */
    @WithDefault("9324")
    int port();

    /**
     * As {@link #port()}, for the CloudWatch. It has the metrics of the last three hours, also those that AWS itself
     * publishes of the queues, and evaluates alarms.
     */
    @WithDefault("9325")
    int cloudwatchPort();

    /** How often a message is received before it goes to the dead-letter queue, 1 to 1,000. */
    @WithDefault("3")
    int maxReceiveCount();

    /** How long a received message stays hidden from other receivers, 0 to 12 hours in whole seconds. */
    @WithDefault("30S")
    Duration visibilityTimeout();

    /**
     * Queues to create beside those that the messaging channels name. A name that ends in {@code .fifo} makes a FIFO
     * queue. Each queue {@code x} has a dead-letter queue {@code x-dlq} ({@code x-dlq.fifo} for {@code x.fifo}).
     */
    Optional<List<String>> queues();

    /** Where the dashboard beside the CloudWatch submits its sample jobs, and the Dev UI its jobs: the producer's address. */
    @WithDefault("http://localhost:8080")
    URI producer();
}
