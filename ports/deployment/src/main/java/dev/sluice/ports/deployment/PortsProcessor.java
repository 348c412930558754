package dev.sluice.ports.deployment;

import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.BytecodeTransformerBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;

import dev.sluice.ports.CleartextHttp2;

/** The build steps: one bean for the servers that Quarkus lets us customize, two replaced calls for the one that it does not. */
class PortsProcessor {

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem("sluice-ports");
    }

    @BuildStep
    AdditionalBeanBuildItem customizer() {
        return AdditionalBeanBuildItem.unremovableOf(CleartextHttp2.class);
    }

    @BuildStep
    BytecodeTransformerBuildItem managementPort() {
        return new BytecodeTransformerBuildItem.Builder()
                .setClassToTransform(VertxHttpRecorder.class.getName())
                .setVisitorFunction(CallReplacer::new)
                .build();
    }
}
