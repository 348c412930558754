package dev.sluice.service.deployment;

import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.nativeimage.ExcludeConfigBuildItem;

/** What libraries tell GraalVM and Sluice does not want. */
class LeftOut {

    /** Micrometer's are about JMS, in a form that GraalVM warns of. */
    @BuildStep
    ExcludeConfigBuildItem proxies() {
        return new ExcludeConfigBuildItem(
                "io\\.micrometer\\.micrometer-core",
                "/META-INF/native-image/io\\.micrometer/micrometer-core/proxy-config\\.json");
    }
}
