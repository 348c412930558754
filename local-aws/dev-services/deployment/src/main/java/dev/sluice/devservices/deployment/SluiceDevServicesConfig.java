package dev.sluice.devservices.deployment;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** In-process SQS and CloudWatch for dev mode and tests. Has no effect on packaged applications. */
@ConfigMapping(prefix = "sluice.dev-services")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface SluiceDevServicesConfig {

    /**
     * Whether to start them. SQS is not started if {@code quarkus.sqs.endpoint-override} is set, CloudWatch not if
     * {@code sluice.cloudwatch.endpoint-override} is set or the application has no CloudWatch client, and neither if
     * {@code quarkus.devservices.enabled} is {@code false}.
     */
    @WithDefault("true")
    boolean enabled();

    /**
     * The SQS port on 127.0.0.1, shared by all applications in dev mode on this machine: the first one starts it. 0 starts a
     * private SQS on a free port, as tests always do, so that those of several applications can run concurrently.
     */
    @WithDefault("9324")
    int port();

    /**
     * The same as {@link #port()} for CloudWatch. It keeps three hours of metrics, including the queue metrics that AWS
     * publishes, and evaluates alarms.
     */
    @WithDefault("9325")
    int cloudwatchPort();

    /** {@code maxReceiveCount} of queues, 1 to 1,000. */
    @WithDefault("3")
    int maxReceiveCount();

    /** Default visibility timeout of queues, 0 to 12 hours in whole seconds. */
    @WithDefault("30S")
    Duration visibilityTimeout();

    /**
     * Queues to create in addition to those of the channels. Names that end in {@code .fifo} are FIFO queues. Each queue
     * {@code x} gets a dead-letter queue {@code x-dlq} ({@code x-dlq.fifo} for {@code x.fifo}).
     */
    Optional<List<String>> queues();

    /** The producer's URL, where the dashboard and the Dev UI submit jobs. */
    @WithDefault("http://localhost:8080")
    URI producer();
}
