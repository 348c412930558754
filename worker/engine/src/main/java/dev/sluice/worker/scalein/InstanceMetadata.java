package dev.sluice.worker.scalein;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jboss.logging.Logger;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.imds.Ec2MetadataAsyncClient;
import software.amazon.awssdk.imds.Ec2MetadataRetryPolicy;
import software.amazon.awssdk.regions.Region;

/** Asks the instance metadata service (version 2) which instance this is, and so finds out whether it is one at all. */
final class InstanceMetadata {

    private static final Logger LOG = Logger.getLogger(InstanceMetadata.class);

    private static final String ID = "/latest/meta-data/instance-id";
    private static final String REGION = "/latest/meta-data/placement/region";

    /** For all that is asked. It answers within milliseconds where it is; elsewhere packets often get no answer at all. */
    static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final SdkAsyncHttpClient http;
    private final ScheduledExecutorService thread;

    /** @param thread where the SDK's client schedules retries, of which there are none; else it makes threads of its own */
    InstanceMetadata(SdkAsyncHttpClient http, ScheduledExecutorService thread) {
        this.http = http;
        this.thread = thread;
    }

    /** Whether the environment says not to ask. */
    static boolean isDisabled() {
        return SdkSystemSetting.AWS_EC2_METADATA_DISABLED.getBooleanValue().orElse(false);
    }

    /** This instance, or nothing where no metadata service answers in time; blocks for two seconds at most. */
    Optional<Instance> instance() throws InterruptedException {
        if (isDisabled()) {
            return Optional.empty();
        }
        try (Ec2MetadataAsyncClient client = Ec2MetadataAsyncClient.builder()
                .httpClient(http)
                .scheduledExecutorService(thread)
                .retryPolicy(Ec2MetadataRetryPolicy.none())
                .build()) {
            return Optional.of(client.get(ID)
                    .thenCombine(
                            client.get(REGION),
                            (id, region) -> new Instance(id.asString(), Region.of(region.asString())))
                    .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("No instance metadata service answers", e);
            return Optional.empty();
        }
    }
}
