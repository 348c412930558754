package dev.sluice.service.deployment;

import java.util.Set;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.RemovedResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ExcludeConfigBuildItem;
import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;

/** What libraries bring and Sluice does not ship. */
class LeftOut {

    /**
     * Quarkus' OpenTelemetry brings Protocol Buffers for gRPC and registers each of their messages for reflection, which
     * keeps 10,000 methods in a native image, a tenth of all, though the exporter writes its messages itself and calls none
     * of them. The services' poms exclude the library; here goes what Quarkus would replace in it.
     */
    @BuildStep
    void protocolBuffers(CurateOutcomeBuildItem application, BuildProducer<RemovedResourceBuildItem> removed) {
        application.getApplicationModel().getRuntimeDependencies().stream()
                .filter(dependency -> dependency.getArtifactId().equals("quarkus-grpc-common"))
                .forEach(dependency -> removed.produce(new RemovedResourceBuildItem(
                        dependency.getKey(),
                        Set.of("io/quarkus/grpc/common/runtime/graal/Target_com_google_protobuf_UnsafeUtil.class"))));
    }

    /** It is about JMS, in a form that GraalVM warns of. */
    @BuildStep
    ExcludeConfigBuildItem proxiesForJms() {
        return new ExcludeConfigBuildItem(
                "io\\.micrometer\\.micrometer-core",
                "/META-INF/native-image/io\\.micrometer/micrometer-core/proxy-config\\.json");
    }
}
