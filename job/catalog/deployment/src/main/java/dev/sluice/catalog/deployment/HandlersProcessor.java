package dev.sluice.catalog.deployment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.inject.spi.DeploymentException;

import io.quarkus.arc.deployment.ValidationPhaseBuildItem;
import io.quarkus.arc.deployment.ValidationPhaseBuildItem.ValidationErrorBuildItem;
import io.quarkus.arc.processor.BeanInfo;
import io.quarkus.arc.processor.BuildExtension;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Type;

/** Refuses to build a service whose handlers and job types do not fit, which would else be found when it starts. */
class HandlersProcessor {

    /** By name only: see {@link JobTypes}. */
    private static final DotName JOB_HANDLER = DotName.createSimple("dev.sluice.worker.handler.JobHandler");

    @BuildStep
    void check(
            ValidationPhaseBuildItem validation,
            List<JobTypeBuildItem> jobTypes,
            BuildProducer<ValidationErrorBuildItem> errors) {
        Map<DotName, String> types = new HashMap<>();
        jobTypes.forEach(jobType -> types.put(jobType.payload().name(), jobType.type()));
        problems(validation.getContext().get(BuildExtension.Key.BEANS), types)
                .forEach(problem -> errors.produce(new ValidationErrorBuildItem(new DeploymentException(problem))));
    }

    private static List<String> problems(Iterable<BeanInfo> beans, Map<DotName, String> types) {
        var problems = new ArrayList<String>();
        Map<DotName, BeanInfo> byPayload = new HashMap<>();
        for (BeanInfo bean : beans) {
            Optional<DotName> payload = payload(bean);
            if (payload.isEmpty()) {
                continue;
            }
            if (!types.containsKey(payload.get())) {
                problems.add("%s handles %s, which is no @JobType record".formatted(name(bean), payload.get()));
                continue;
            }
            BeanInfo other = byPayload.putIfAbsent(payload.get(), bean);
            // Of alternatives, CDI decides which of them is there.
            if (other != null && !mayYield(other) && !mayYield(bean)) {
                problems.add("Two handlers for job type \"%s\": %s and %s"
                        .formatted(types.get(payload.get()), name(other), name(bean)));
            }
        }
        return problems;
    }

    /** The P of a bean that is a JobHandler&lt;P&gt;; what does not say it is refused at start. */
    private static Optional<DotName> payload(BeanInfo bean) {
        return bean.getTypes().stream()
                .filter(type -> type.kind() == Type.Kind.PARAMETERIZED_TYPE
                        && type.name().equals(JOB_HANDLER))
                .map(type -> type.asParameterizedType().arguments().getFirst())
                .filter(payload -> payload.kind() == Type.Kind.CLASS)
                .map(Type::name)
                .findFirst();
    }

    private static boolean mayYield(BeanInfo bean) {
        return bean.isAlternative() || bean.isDefaultBean();
    }

    private static DotName name(BeanInfo bean) {
        return bean.getBeanClass();
    }
}
