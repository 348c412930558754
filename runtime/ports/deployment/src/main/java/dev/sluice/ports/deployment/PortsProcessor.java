package dev.sluice.ports.deployment;

import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.BytecodeTransformerBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;

import dev.sluice.ports.CleartextHttp2;

/** The build steps: one bean for the servers that Quarkus lets us customize, replaced calls for what it does not. */
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
    void ports(BuildProducer<BytecodeTransformerBuildItem> transformers) {
        for (String caller : CallReplacement.callers()) {
            transformers.produce(new BytecodeTransformerBuildItem.Builder()
                    .setClassToTransform(caller)
                    .setVisitorFunction(CallReplacer::new)
                    .build());
        }
    }
}
