package dev.sluice.service.deployment;

import java.util.Set;
import java.util.stream.Collectors;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.RemovedResourceBuildItem;
import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;
import io.quarkus.maven.dependency.ResolvedDependency;

/**
 * Leaves Protocol Buffers out of what is shipped. Quarkus' OpenTelemetry brings them for gRPC and registers each of their
 * messages for reflection, which keeps 10,000 methods in a native image, a tenth of all, though the exporter writes its
 * messages itself and calls none of them.
 */
class LeftOut {

    private static final String PROTOCOL_BUFFERS = "com.google.protobuf";

    @BuildStep
    void protocolBuffers(CurateOutcomeBuildItem application, BuildProducer<RemovedResourceBuildItem> removed) {
        application.getApplicationModel().getRuntimeDependencies().stream()
                .filter(dependency -> dependency.getGroupId().equals(PROTOCOL_BUFFERS))
                .forEach(dependency ->
                        removed.produce(new RemovedResourceBuildItem(dependency.getKey(), classesOf(dependency))));
    }

    private static Set<String> classesOf(ResolvedDependency dependency) {
        return dependency.getContentTree().getResourceNames().stream()
                .filter(resource -> resource.endsWith(".class"))
                .collect(Collectors.toSet());
    }
}
