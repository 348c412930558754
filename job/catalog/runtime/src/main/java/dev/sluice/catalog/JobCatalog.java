package dev.sluice.catalog;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The job types of this service: every record annotated with {@code @JobType}, found when the service was built. */
public final class JobCatalog {

    private final List<JobDefinition> definitions;
    private final Map<String, JobDefinition> byType = new LinkedHashMap<>();
    private final Map<Class<?>, JobDefinition> byPayload = new LinkedHashMap<>();

    JobCatalog(List<JobDefinition> sortedByType) {
        definitions = List.copyOf(sortedByType);
        for (JobDefinition definition : definitions) {
            byType.put(definition.type(), definition);
            byPayload.put(definition.payload(), definition);
        }
    }

    /** All job types, sorted by name. */
    public Collection<JobDefinition> definitions() {
        return definitions;
    }

    /** The job type of this name. */
    public Optional<JobDefinition> find(String type) {
        return Optional.ofNullable(byType.get(type));
    }

    /** The job type whose payload is this record. */
    public Optional<JobDefinition> of(Class<?> payload) {
        return Optional.ofNullable(byPayload.get(payload));
    }
}
