package dev.sluice.catalog.deployment;

import java.util.Comparator;
import java.util.List;

import jakarta.inject.Singleton;

import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveHierarchyBuildItem;

import dev.sluice.catalog.JobCatalog;
import dev.sluice.catalog.JobCatalogRecorder;
import dev.sluice.catalog.JobDefinition;

/** The build steps: find the job types, open their records to reflection, record the catalog. */
class JobCatalogProcessor {

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem("sluice-catalog");
    }

    @BuildStep
    List<JobTypeBuildItem> find(CombinedIndexBuildItem index) {
        return JobTypes.in(index.getIndex());
    }

    /** Jackson fills the records and Hibernate Validator reads them, both by reflection, in a native image too. */
    @BuildStep
    void openToReflection(List<JobTypeBuildItem> jobTypes, BuildProducer<ReflectiveHierarchyBuildItem> reflective) {
        for (JobTypeBuildItem jobType : jobTypes) {
            reflective.produce(
                    ReflectiveHierarchyBuildItem.builder(jobType.payload().name())
                            .ignoreTypePredicate(
                                    name -> ReflectiveHierarchyBuildItem.DefaultIgnoreTypePredicate.INSTANCE.test(name)
                                            || name.toString().startsWith("com.fasterxml.jackson."))
                            .source("the job type " + jobType.type())
                            .build());
        }
    }

    @BuildStep
    @Record(ExecutionTime.STATIC_INIT)
    SyntheticBeanBuildItem catalog(List<JobTypeBuildItem> jobTypes, JobCatalogRecorder recorder) {
        var schemas = new PayloadSchemas();
        List<JobDefinition> definitions = jobTypes.stream()
                .sorted(Comparator.comparing(JobTypeBuildItem::type))
                .map(jobType -> define(jobType, schemas))
                .toList();
        return SyntheticBeanBuildItem.configure(JobCatalog.class)
                .scope(Singleton.class)
                .runtimeValue(recorder.catalog(definitions))
                .done();
    }

    private static JobDefinition define(JobTypeBuildItem jobType, PayloadSchemas schemas) {
        String name = jobType.payload().name().toString();
        try {
            // The context class loader of a build step sees the application as it is now, also after a live reload.
            Class<?> payload = Class.forName(name, false, Thread.currentThread().getContextClassLoader());
            return new JobDefinition(jobType.type(), payload, schemas.of(payload));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            throw new IllegalStateException(
                    "No JSON Schema can be derived from " + name + ", the payload of the job type " + jobType.type(),
                    e);
        }
    }
}
