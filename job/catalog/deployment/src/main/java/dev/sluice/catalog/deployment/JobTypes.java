package dev.sluice.catalog.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import jakarta.enterprise.inject.spi.DeploymentException;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

/** Finds the records that are annotated as job types, and refuses to build a service whose job types are in disorder. */
final class JobTypes {

    /** By name only: in dev mode the class is reloaded with the application, and is not to be seen from here. */
    private static final DotName JOB_TYPE = DotName.createSimple("dev.sluice.job.JobType");

    /** What {@code JobType.PATTERN} says. */
    static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");

    private JobTypes() {}

    static List<JobTypeBuildItem> in(IndexView index) {
        var problems = new ArrayList<String>();
        Map<String, ClassInfo> byName = new TreeMap<>();
        for (AnnotationInstance annotation : index.getAnnotations(JOB_TYPE)) {
            ClassInfo payload = annotation.target().asClass();
            String name = annotation.value().asString();
            if (!payload.isRecord()) {
                problems.add(payload.name() + " is annotated with @JobType(\"" + name + "\") but is not a record");
            }
            if (!NAME.matcher(name).matches()) {
                problems.add(
                        payload.name() + " has the job type name \"" + name
                                + "\": a name is 1 to 64 lower-case letters, digits, dots and hyphens, and begins with a letter or digit");
            }
            ClassInfo other = byName.putIfAbsent(name, payload);
            if (other != null) {
                problems.add("the job type \"" + name + "\" is declared twice, by " + other.name() + " and by "
                        + payload.name());
            }
        }
        if (!problems.isEmpty()) {
            throw new DeploymentException("Job types: " + String.join("; ", problems));
        }
        return byName.entrySet().stream()
                .map(entry -> new JobTypeBuildItem(entry.getKey(), entry.getValue()))
                .toList();
    }
}
