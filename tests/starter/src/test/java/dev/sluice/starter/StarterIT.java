package dev.sluice.starter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.testkit.Repository;

import static org.assertj.core.api.Assertions.assertThat;

/** From an empty folder to a job type of one's own, with what this build would publish and without a network. */
@Tag("process")
@DisabledOnOs(OS.WINDOWS)
class StarterIT {

    @TempDir
    static Path repository;

    private static Staging staging;

    @BeforeAll
    static void stage() throws IOException {
        staging = Staging.in(repository);
    }

    @Test
    void aProjectIsMadeAndTestedAndRunAndReleased(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("parcels"));
        Files.writeString(folder.resolve("parcels/README.md"), "Ours\n");
        try (StarterProject project = StarterProject.generate(folder, staging)) {
            assertThat(project.path("README.md")).hasContent("Ours\n");
            assertThat(List.of("dev", "mvnw", "deploy/sluice", ".ci/run"))
                    .allSatisfy(script -> assertThat(project.path(script)).isExecutable());
            assertThat(project.path(".gitignore")).exists();

            assertThat(project.run("./mvnw", "-B", "verify")).contains("BUILD SUCCESS", "Tests run: 3, Failures: 0");
            assertThat(shipped(project, "producer")).isNotEmpty().noneMatch(jar -> jar.contains("local-aws"));
            assertThat(shipped(project, "consumer")).isNotEmpty().noneMatch(jar -> jar.contains("local-aws"));

            project.commit();
            assertThat(project.run("deploy/sluice", "release", "dev", "--dry-run"))
                    .contains("./mvnw -B -q package", "aws elasticbeanstalk update-environment")
                    .contains("This was a rehearsal: nothing was called.");
            // What is unpacked already is there without Maven.
            Files.move(project.path("mvnw"), project.path("mvnw.away"));
            assertThat(project.run("deploy/sluice", "status", "--help")).startsWith("deploy/sluice status ENV");
            Files.move(project.path("mvnw.away"), project.path("mvnw"));

            project.startDev();
            project.submit("{\"id\":\"g-1\",\"type\":\"greeting\",\"data\":{\"name\":\"you\"}}");
            project.awaitDev("Job greeting g-1 completed");
            addAJobTypeThatUsesALibrary(project);
            project.submit("{\"id\":\"w-1\",\"type\":\"weighing\",\"data\":{\"grams\":[1.0,2.0,6.0]}}");
            project.awaitDev("Job weighing w-1 completed");
            project.awaitDev("3.0 g on average");
        }
    }

    @Test
    void sluicesOwnJobTypesComeAlongWhenTheyAreAskedForAndTheLocalQueueNeverShips(@TempDir Path folder)
            throws Exception {
        try (StarterProject project = StarterProject.generate(folder, staging, "-Dbuiltin=yes")) {
            assertThat(project.path("producer/pom.xml")).content().contains("sluice-builtin-jobs");
            assertThat(project.path("consumer/pom.xml")).content().contains("sluice-builtin-handlers");

            String pom = Files.readString(project.path("producer/pom.xml"));
            project.save("producer/pom.xml", pom.replace("<scope>provided</scope>", ""));
            assertThat(project.run("./mvnw", "-B", "package", "-DskipTests", "-pl", "producer"))
                    .contains("BUILD FAILURE", "sluice-dev-services would be in the package");
        }
    }

    /** The record and the handler, and the library in the pom. */
    private static void addAJobTypeThatUsesALibrary(StarterProject project) throws IOException {
        project.save("jobs/src/main/java/com/example/jobs/Weighing.java", """
                package com.example.jobs;

                import java.util.List;

                import dev.sluice.job.JobType;

                @JobType("weighing")
                public record Weighing(List<Double> grams) {}
                """);
        project.save("consumer/src/main/java/com/example/handlers/WeighingHandler.java", """
                package com.example.handlers;

                import jakarta.enterprise.context.ApplicationScoped;

                import org.jfree.data.statistics.Statistics;

                import com.example.jobs.Weighing;
                import dev.sluice.worker.handler.BlockingJobHandler;
                import dev.sluice.worker.handler.JobContext;
                import dev.sluice.worker.handler.Outcome;

                @ApplicationScoped
                public class WeighingHandler implements BlockingJobHandler<Weighing> {

                    @Override
                    public Outcome handle(Weighing weighing, JobContext job) {
                        return Outcome.completed(Statistics.calculateMean(weighing.grams()) + " g on average");
                    }
                }
                """);
        // One that is on this machine, since the build's own simulation draws with it.
        String version = Staging.first(
                Pattern.compile("<jfreechart.version>(.*)</"), Files.readString(Repository.path("pom.xml")));
        String pom = Files.readString(project.path("consumer/pom.xml"));
        project.save("consumer/pom.xml", pom.replaceFirst("<dependencies>", """
                <dependencies>
                    <dependency>
                      <groupId>org.jfree</groupId>
                      <artifactId>jfreechart</artifactId>
                      <version>%s</version>
                    </dependency>""".formatted(version)));
    }

    private static List<String> shipped(StarterProject project, String service) throws IOException {
        try (Stream<Path> jars = Files.list(project.path(service + "/target/quarkus-app/lib/main"))) {
            return jars.map(jar -> jar.getFileName().toString()).toList();
        }
    }
}
