package dev.sluice.catalog.deployment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Singleton;

import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.ApplicationArchivesBuildItem;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveHierarchyBuildItem;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;

import dev.sluice.catalog.JobCatalog;
import dev.sluice.catalog.JobCatalogRecorder;
import dev.sluice.catalog.JobDefinition;
import dev.sluice.catalog.deployment.schema.PayloadSchemas;
import dev.sluice.catalog.deployment.schema.UndescribedException;

/** The build steps: find the job types, open their records to reflection, record the catalog. */
class JobCatalogProcessor {

    private static final DotName CONSTRAINT_VALIDATOR = DotName.createSimple("jakarta.validation.ConstraintValidator");

    private static final DotName SUBTYPES = DotName.createSimple("com.fasterxml.jackson.annotation.JsonSubTypes");

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
            reflective.produce(open(jobType.payload().name(), "the job type " + jobType.type()));
        }
    }

    /** The records of a sealed interface are named only there. */
    @BuildStep
    void openAlternativesToReflection(
            CombinedIndexBuildItem index, BuildProducer<ReflectiveHierarchyBuildItem> reflective) {
        for (AnnotationInstance subtypes : index.getIndex().getAnnotations(SUBTYPES)) {
            for (AnnotationInstance subtype : subtypes.value().asNestedArray()) {
                reflective.produce(open(subtype.value().asClass().name(), "the alternatives of " + subtypes.target()));
            }
        }
    }

    private static ReflectiveHierarchyBuildItem open(DotName type, String source) {
        return ReflectiveHierarchyBuildItem.builder(type)
                .ignoreTypePredicate(name -> ReflectiveHierarchyBuildItem.DefaultIgnoreTypePredicate.INSTANCE.test(name)
                        || name.toString().startsWith("com.fasterxml.jackson."))
                .source(source)
                .build();
    }

    /** Hibernate Validator makes the payloads' own validators by reflection, and leaves that to the application. */
    @BuildStep
    ReflectiveClassBuildItem openValidatorsToReflection(CombinedIndexBuildItem index) {
        String[] validators = index.getIndex().getAllKnownImplementations(CONSTRAINT_VALIDATOR).stream()
                .map(validator -> validator.name().toString())
                .toArray(String[]::new);
        return ReflectiveClassBuildItem.builder(validators)
                .reason("constraints of job payloads")
                .build();
    }

    @BuildStep
    @Record(ExecutionTime.STATIC_INIT)
    SyntheticBeanBuildItem catalog(
            List<JobTypeBuildItem> jobTypes,
            ApplicationArchivesBuildItem archives,
            JobCatalogRecorder recorder,
            BuildProducer<JobSchemaBuildItem> described)
            throws IOException {
        var schemas = new PayloadSchemas();
        var definitions = new ArrayList<JobDefinition>();
        var problems = new ArrayList<String>();
        try (var loader = PayloadClassLoader.of(archives)) {
            for (JobTypeBuildItem jobType : jobTypes) {
                try {
                    definitions.add(define(jobType, schemas, loader));
                } catch (UndescribedException e) {
                    problems.add("the payload of \"" + jobType.type() + "\" has no JSON Schema: " + e.getMessage());
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new DeploymentException("Job types: " + String.join("; ", problems));
        }
        definitions.sort(Comparator.comparing(JobDefinition::type));
        definitions.forEach(definition -> described.produce(
                new JobSchemaBuildItem(definition.type(), definition.payload().getName(), definition.schema())));
        return SyntheticBeanBuildItem.configure(JobCatalog.class)
                .scope(Singleton.class)
                .runtimeValue(recorder.catalog(definitions))
                .done();
    }

    private static JobDefinition define(JobTypeBuildItem jobType, PayloadSchemas schemas, ClassLoader loader) {
        String name = jobType.payload().name().toString();
        try {
            // The recorder keeps the class by its name only.
            Class<?> payload = Class.forName(name, false, loader);
            return new JobDefinition(jobType.type(), payload, schemas.of(payload));
        } catch (UndescribedException e) {
            throw e;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            throw new IllegalStateException(
                    "No JSON Schema can be derived from " + name + ", the payload of the job type " + jobType.type(),
                    e);
        }
    }
}
