package dev.sluice.runtime.cloudwatch;

import java.time.Duration;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

import io.micrometer.cloudwatch2.CloudWatchConfig;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;

/** Has the meters published while the service runs, and once more when all that is to be counted has ended. */
@Singleton
public class CloudWatchExport {

    private static final Logger LOG = Logger.getLogger(CloudWatchExport.class);

    private static final Duration STANDARD_STEP = Duration.ofMinutes(1);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    private final CloudWatchSettings settings;
    private CloudWatchAsyncClient client;
    private Outbox outbox;
    private SluiceCloudWatchRegistry registry;

    CloudWatchExport(CloudWatchSettings settings) {
        this.settings = settings;
    }

    /** Comes before all that counts: what was counted before there was a registry would be missing in it. */
    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent starting) {
        if (!isEnabled()) {
            return;
        }
        Duration step = settings.step();
        if (step.toSeconds() < 1 || step.compareTo(STANDARD_STEP) > 0 || step.getNano() != 0) {
            throw new IllegalArgumentException(
                    "sluice.cloudwatch.step must be between 1 and 60 whole seconds, not " + step);
        }
        String namespace = CloudWatchNames.namespace("sluice.cloudwatch.namespace", settings.namespace());
        String environment = CloudWatchNames.dimensionValue("sluice.cloudwatch.environment", settings.environment());
        try {
            client = CloudWatchClients.create(settings);
        } catch (SdkClientException e) {
            LOG.warnf(
                    "Cannot publish metrics to CloudWatch: %s. Without an AWS account, set sluice.cloudwatch.enabled=false",
                    e.getMessage());
            return;
        }
        Datums datums = new Datums(environment, step.equals(STANDARD_STEP) ? 60 : 1);
        outbox = new Outbox(client, namespace, REQUEST_TIMEOUT);
        registry = new SluiceCloudWatchRegistry(config(step), client, datums, outbox);
        Metrics.globalRegistry.add(registry);
        LOG.debugf("Publishing metrics to CloudWatch namespace %s every %d s", namespace, step.toSeconds());
    }

    private boolean isEnabled() {
        return settings.enabled()
                .orElseGet(() -> settings.endpointOverride().isPresent() || LaunchMode.current() == LaunchMode.NORMAL);
    }

    /**
     * Comes after the channels are drained, so that the last jobs are counted too. What does not get through in time is
     * given up, a publish that was under way included: whoever stops the service waits for its end.
     */
    @PreDestroy
    void stop() throws InterruptedException {
        if (registry != null) {
            outbox.hurry(settings.lastPublishTimeout());
            onTheSide("cloudwatch-last-publish", registry::close).join(settings.lastPublishTimeout());
            Metrics.globalRegistry.remove(registry);
            // It listens for two quiet seconds before it ends.
            onTheSide("cloudwatch-close", client::close);
        }
    }

    private static Thread onTheSide(String name, Runnable task) {
        return Thread.ofPlatform().daemon().name(name).start(task);
    }

    private CloudWatchConfig config(Duration step) {
        return new CloudWatchConfig() {
            @Override
            public String get(String key) {
                return null;
            }

            @Override
            public String namespace() {
                return settings.namespace();
            }

            @Override
            public Duration step() {
                return step;
            }
        };
    }
}
