package dev.sluice.devservices.deployment;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Collectors;

import io.quarkus.deployment.IsDevServicesSupportedByLaunchMode;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.DevServicesRegistryBuildItem;
import io.quarkus.deployment.builditem.DevServicesResultBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.dev.devservices.DevServicesConfig;
import io.quarkus.devservices.crossclassloader.runtime.RunningService;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigUtils;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

import dev.sluice.localaws.QueueSpec;
import dev.sluice.localaws.Queues;

/** Gives the application an SQS in dev mode and in tests, unless its configuration names one. */
@BuildSteps(onlyIf = {IsDevServicesSupportedByLaunchMode.class, DevServicesConfig.Enabled.class})
class SqsDevServiceProcessor {

    private static final Logger LOG = Logger.getLogger("dev.sluice.devservices");

    static final String FEATURE = "sluice-dev-services";
    static final String ENDPOINT = "quarkus.sqs.endpoint-override";

    /** Held here, since a logger that nobody holds forgets its level. */
    private static final java.util.logging.Logger DOCKER_LOG = java.util.logging.Logger.getLogger("org.testcontainers");

    /** What was told last, so that a live reload tells only what it has changed. */
    private static volatile List<QueueSpec> told = List.of();

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem(FEATURE);
    }

    @BuildStep
    void sqs(
            SluiceDevServicesConfig settings,
            LaunchModeBuildItem launchMode,
            DevServicesRegistryBuildItem registry,
            BuildProducer<DevServicesResultBuildItem> services) {
        if (!settings.enabled() || ConfigUtils.isPropertyNonEmpty(ENDPOINT)) {
            return;
        }
        keepQuietAboutDocker();
        Config config = ConfigProvider.getConfig();
        List<QueueSpec> queues = ConfiguredQueues.in(config, settings);
        int port = launchMode.getLaunchMode() == LaunchMode.TEST ? 0 : settings.port();
        keepUp(registry, port, queues);

        services.produce(DevServicesResultBuildItem.<SqsDevService>owned()
                .feature(FEATURE)
                .description("Amazon SQS (ElasticMQ in this JVM)")
                // Only what needs another SQS: a change of queues must not cost the messages that wait.
                .serviceConfig(port)
                .config(clientDefaults())
                .startable(() -> new SqsDevService(port, queues))
                .configProvider(Map.of(ENDPOINT, SqsDevService::getConnectionInfo))
                .postStartHook(sqs -> tell(
                        sqs.getConnectionInfo() + (sqs.isOwn() ? " (started here)" : " (already running, shared)"),
                        queues))
                .build());
    }

    /**
     * On a live reload Quarkus leaves a running service alone: create the queues that the reload has brought, and if
     * the SQS was another application's and has ended with it, forget it, so that Quarkus starts one.
     */
    private static void keepUp(DevServicesRegistryBuildItem registry, int port, List<QueueSpec> queues) {
        RunningService running = registry.getRunningServices(FEATURE, null, port);
        if (running == null) {
            return;
        }
        URI endpoint = URI.create(running.configs().get(ENDPOINT));
        if (SqsDevService.isGone(endpoint)) {
            registry.closeAllRunningServices(FEATURE, null);
            return;
        }
        Queues.ensure(endpoint, queues);
        if (!queues.equals(told)) {
            tell(endpoint + " (still running)", queues);
        }
    }

    /**
     * To describe any dev service Quarkus looks for Docker, also for one that needs no container, and the library that
     * it asks logs an error at each start where there is none. Quarkus itself still says so if a service does need it.
     */
    private static void keepQuietAboutDocker() {
        if (DOCKER_LOG.getLevel() == null) {
            DOCKER_LOG.setLevel(Level.OFF);
        }
    }

    /** A local SQS takes any region and credentials, but the client insists on some. */
    private static Map<String, String> clientDefaults() {
        Map<String, String> defaults = new HashMap<>();
        if (!ConfigUtils.isPropertyNonEmpty("quarkus.sqs.aws.region")) {
            defaults.put("quarkus.sqs.aws.region", Queues.REGION);
        }
        if (!ConfigUtils.isPropertyNonEmpty("quarkus.sqs.aws.credentials.type")) {
            defaults.put("quarkus.sqs.aws.credentials.type", "static");
            defaults.put("quarkus.sqs.aws.credentials.static-provider.access-key-id", Queues.CREDENTIAL);
            defaults.put("quarkus.sqs.aws.credentials.static-provider.secret-access-key", Queues.CREDENTIAL);
        }
        return defaults;
    }

    private static void tell(String where, List<QueueSpec> queues) {
        told = queues;
        LOG.infof(
                "SQS is at %s with %s",
                where,
                queues.isEmpty()
                        ? "no queues yet"
                        : queues.stream()
                                .map(QueueSpec::name)
                                .collect(Collectors.joining(", ", "queues ", " and a dead-letter queue for each")));
    }
}
