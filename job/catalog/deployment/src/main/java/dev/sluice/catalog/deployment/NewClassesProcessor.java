package dev.sluice.catalog.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.quarkus.deployment.IsDevelopment;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.ApplicationArchivesBuildItem;
import io.quarkus.deployment.builditem.ApplicationClassPredicateBuildItem;
import io.quarkus.deployment.builditem.GeneratedClassBuildItem;

/**
 * Hands classes that are new in another module to the service that reloads. Quarkus (seen with 3.34.1) recompiles and
 * indexes them, but its class loaders list the classes of other modules once, when dev mode starts, so that a record or
 * a handler added there would be found and then not loaded.
 */
class NewClassesProcessor {

    private static final String SUFFIX = ".class";

    @BuildStep(onlyIf = IsDevelopment.class)
    void hand(
            ApplicationArchivesBuildItem archives,
            BuildProducer<GeneratedClassBuildItem> classes,
            BuildProducer<ApplicationClassPredicateBuildItem> reloaded)
            throws IOException {
        Set<String> handed = new HashSet<>();
        ClassLoader known = Thread.currentThread().getContextClassLoader();
        for (Path directory : PayloadClassLoader.directories(archives)) {
            for (Path file : classFiles(directory)) {
                String resource = directory.relativize(file).toString().replace('\\', '/');
                if (known.getResource(resource) == null) {
                    String name = resource.substring(0, resource.length() - SUFFIX.length());
                    classes.produce(new GeneratedClassBuildItem(true, name, Files.readAllBytes(file)));
                    handed.add(name.replace('/', '.'));
                }
            }
        }
        // What is generated for a bean has to be where the bean is.
        reloaded.produce(new ApplicationClassPredicateBuildItem(handed::contains));
    }

    private static List<Path> classFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX)).toList();
        }
    }
}
