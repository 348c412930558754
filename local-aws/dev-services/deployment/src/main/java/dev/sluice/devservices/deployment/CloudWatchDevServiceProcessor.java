package dev.sluice.devservices.deployment;

import java.net.URI;
import java.util.List;
import java.util.Map;

import io.quarkus.bootstrap.classloading.QuarkusClassLoader;
import io.quarkus.deployment.IsDevServicesSupportedByLaunchMode;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.DevServicesRegistryBuildItem;
import io.quarkus.deployment.builditem.DevServicesResultBuildItem;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.dev.devservices.DevServicesConfig;
import io.quarkus.devservices.crossclassloader.runtime.RunningService;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigUtils;
import org.jboss.logging.Logger;

import dev.sluice.localaws.Queues;

/**
 * Gives an application that has the SDK's CloudWatch client a CloudWatch in dev mode and in tests, unless its
 * configuration names one.
 */
@BuildSteps(onlyIf = {IsDevServicesSupportedByLaunchMode.class, DevServicesConfig.Enabled.class})
class CloudWatchDevServiceProcessor {

    private static final Logger LOG = Logger.getLogger("dev.sluice.devservices");

    private static final String NAME = "cloudwatch";

    /** There is no Quarkus extension for CloudWatch that would have a prefix of its own. */
    private static final String PREFIX = "sluice.cloudwatch.";

    private static final String ENDPOINT = PREFIX + "endpoint-override";
    private static final String CLIENT = "software.amazon.awssdk.services.cloudwatch.CloudWatchClient";

    @BuildStep
    void cloudWatch(
            SluiceDevServicesConfig settings,
            LaunchModeBuildItem launchMode,
            DevServicesRegistryBuildItem registry,
            BuildProducer<DevServicesResultBuildItem> services) {
        if (!settings.enabled()
                || ConfigUtils.isPropertyNonEmpty(ENDPOINT)
                || !QuarkusClassLoader.isClassPresentAtRuntime(CLIENT)) {
            return;
        }
        boolean test = launchMode.getLaunchMode() == LaunchMode.TEST;
        int port = test ? 0 : settings.cloudwatchPort();
        int sqsPort = test ? 0 : settings.port();
        // With another SQS there must be another CloudWatch, which watches its queues.
        List<Integer> ports = List.of(port, sqsPort);
        forgetIfGone(registry, ports);

        URI runningSqs = endpoint(
                registry.getRunningServices(SqsDevServiceProcessor.FEATURE, null, sqsPort),
                SqsDevServiceProcessor.ENDPOINT);
        services.produce(DevServicesResultBuildItem.<CloudWatchDevService>owned()
                .feature(SqsDevServiceProcessor.FEATURE)
                .serviceName(NAME)
                .description("Amazon CloudWatch (in this JVM)")
                .serviceConfig(ports)
                .config(Map.of(
                        PREFIX + "region", Queues.REGION,
                        PREFIX + "access-key-id", Queues.CREDENTIAL,
                        PREFIX + "secret-access-key", Queues.CREDENTIAL))
                .dependsOnConfig(SqsDevServiceProcessor.ENDPOINT, CloudWatchDevService::watchQueues, true)
                .startable(() -> new CloudWatchDevService(port, runningSqs, settings.producer()))
                .configProvider(Map.of(ENDPOINT, CloudWatchDevService::getConnectionInfo))
                .postStartHook(cloudWatch -> LOG.infof(
                        "CloudWatch is at %s (%s)",
                        cloudWatch.getConnectionInfo(),
                        cloudWatch.isOwn() ? "started here" : "already running, shared"))
                .build());
    }

    /** If it was another application's and has ended with it, Quarkus must start one. */
    private static void forgetIfGone(DevServicesRegistryBuildItem registry, List<Integer> ports) {
        URI endpoint = endpoint(registry.getRunningServices(SqsDevServiceProcessor.FEATURE, NAME, ports), ENDPOINT);
        if (endpoint != null && SqsDevService.isGone(endpoint)) {
            registry.closeAllRunningServices(SqsDevServiceProcessor.FEATURE, NAME);
        }
    }

    private static URI endpoint(RunningService running, String property) {
        return running == null ? null : URI.create(running.configs().get(property));
    }
}
