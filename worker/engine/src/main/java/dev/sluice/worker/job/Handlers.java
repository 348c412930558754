package dev.sluice.worker.job;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.quarkus.arc.All;
import io.quarkus.arc.ClientProxy;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.runtime.Startup;
import org.jboss.logging.Logger;

import dev.sluice.catalog.JobCatalog;
import dev.sluice.catalog.JobDefinition;
import dev.sluice.worker.handler.JobHandler;

/**
 * The handlers by job type, found by what they are: beans that handle a payload record. Made at start, so that what is
 * wrong with them, or with their configuration, fails the start and not the first job.
 */
@Startup
@Singleton
public class Handlers {

    private static final Logger LOG = Logger.getLogger(Handlers.class);

    private final Map<String, HandlerBinding<?>> byType = new HashMap<>();

    Handlers(@All List<InstanceHandle<JobHandler<?>>> handlers, JobCatalog catalog, JobsConfig config) {
        for (InstanceHandle<JobHandler<?>> handler : handlers) {
            JobDefinition definition = definition(handler, catalog);
            JobRules rules = JobRules.of(definition.type(), handlers.size(), config);
            HandlerBinding<?> other = byType.put(
                    definition.type(), HandlerBinding.of(definition, ClientProxy.unwrap(handler.get()), rules));
            if (other != null) {
                throw new IllegalStateException("Two handlers for job type \"%s\": %s and %s"
                        .formatted(definition.type(), other.name(), name(handler)));
            }
        }
        catalog.definitions().stream()
                .map(JobDefinition::type)
                .filter(type -> !byType.containsKey(type))
                .forEach(type -> LOG.warnf("No handler for job type %s; its jobs return to the queue", type));
        LOG.infof("Job types handled here: %s", String.join(", ", byType.keySet()));
    }

    /** The handler for this type's jobs, if there is one here. */
    public Optional<HandlerBinding<?>> of(String type) {
        return Optional.ofNullable(byType.get(type));
    }

    public Collection<HandlerBinding<?>> all() {
        return byType.values();
    }

    private static JobDefinition definition(InstanceHandle<JobHandler<?>> handler, JobCatalog catalog) {
        Class<?> payload = handler.getBean().getTypes().stream()
                .map(Handlers::payload)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(name(handler) + " does not say which payload record it handles"));
        return catalog.of(payload)
                .orElseThrow(() -> new IllegalStateException(
                        "%s handles %s, which is no @JobType record".formatted(name(handler), payload.getName())));
    }

    /** The P of a bean type JobHandler&lt;P&gt;, which the container keeps without any reflection of ours. */
    private static Optional<Class<?>> payload(Type beanType) {
        return beanType instanceof ParameterizedType parameterized
                        && parameterized.getRawType() == JobHandler.class
                        && parameterized.getActualTypeArguments()[0] instanceof Class<?> payload
                ? Optional.of(payload)
                : Optional.empty();
    }

    private static String name(InstanceHandle<JobHandler<?>> handler) {
        return handler.getBean().getBeanClass().getName();
    }
}
