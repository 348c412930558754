package dev.sluice.starter;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A team's project as native executables and, where a Docker engine answers, as images. It takes some minutes and GRAALVM_HOME. A
 * program, started by name only:
 *
 * <pre>./mvnw verify -pl tests/starter -Dtest=NONE -Dit.test=StarterNativeRun</pre>
 */
class StarterNativeRun {

    @Test
    void run(@TempDir Path repository, @TempDir Path folder) throws Exception {
        try (StarterProject project = StarterProject.generate(folder, Staging.in(repository))) {
            project.commit();
            assertThat(project.run("./mvnw", "-T1", "-B", "package", "-Dnative", "-DskipTests"))
                    .contains("BUILD SUCCESS");
            System.out.println("Both native executables were built.");
            if (project.run("docker", "version").contains("Server:")) {
                assertThat(project.run("deploy/sluice", "build", "--reuse-executables"))
                        .doesNotContain("sluice: ")
                        .containsPattern("[0-9a-f]{7}-[0-9]{8}T[0-9]{6}Z");
                System.out.println("Both images were built.");
            }
        }
    }
}
