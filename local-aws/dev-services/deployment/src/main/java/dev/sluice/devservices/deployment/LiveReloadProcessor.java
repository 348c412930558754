package dev.sluice.devservices.deployment;

import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.AnnotationsTransformerBuildItem;
import io.quarkus.deployment.IsLocalDevelopment;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import org.jboss.jandex.AnnotationTransformation;
import org.jboss.jandex.DotName;

import dev.sluice.devservices.reload.CurrentCodeBean;

/** In dev mode, gives the application what tells it whether its code is current. */
@BuildSteps(onlyIf = IsLocalDevelopment.class)
class LiveReloadProcessor {

    /** Quarkus puts it on connectors, to look for changes when a message comes: too seldom, and one message at a time. */
    private static final DotName RELOADS_BY_MESSAGE = DotName.createSimple(
            "io.quarkus.smallrye.reactivemessaging.runtime.devmode.DevModeSupportConnectorFactory");

    private static final DotName INTERCEPTOR = DotName.createSimple("jakarta.interceptor.Interceptor");

    @BuildStep
    AdditionalBeanBuildItem currentCode() {
        return AdditionalBeanBuildItem.unremovableOf(CurrentCodeBean.class);
    }

    @BuildStep
    AnnotationsTransformerBuildItem noReloadByMessage() {
        return new AnnotationsTransformerBuildItem(AnnotationTransformation.forClasses()
                .whenClass(type -> !type.hasDeclaredAnnotation(INTERCEPTOR))
                .priority(Integer.MIN_VALUE) // the last
                .transform(context ->
                        context.remove(annotation -> annotation.name().equals(RELOADS_BY_MESSAGE))));
    }
}
