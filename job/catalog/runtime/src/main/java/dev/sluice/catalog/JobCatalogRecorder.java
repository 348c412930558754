package dev.sluice.catalog;

import java.util.List;

import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;

/** Carries what the build found into the running service. */
@Recorder
public class JobCatalogRecorder {

    public RuntimeValue<JobCatalog> catalog(List<JobDefinition> sortedByType) {
        return new RuntimeValue<>(new JobCatalog(sortedByType));
    }
}
