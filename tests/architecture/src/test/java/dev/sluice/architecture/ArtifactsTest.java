package dev.sluice.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import dev.sluice.testkit.Repository;

import static org.assertj.core.api.Assertions.assertThat;

/** What is published: one version for all of it, and a bill of materials that has all of it. */
class ArtifactsTest {

    private static final Pattern MODULE = Pattern.compile("<module>(.*)</module>");

    private static final Pattern OWN_VERSION =
            Pattern.compile("<groupId>dev.sluice</groupId>\\s*<artifactId>[^<]*</artifactId>\\s*<version>([^$<]*)</");

    private static final Pattern SLUICE_VERSION = Pattern.compile("<sluice.version>(.*)</sluice.version>");

    private static final Pattern ARTIFACT =
            Pattern.compile("</parent>.*?<artifactId>(.*?)</artifactId>", Pattern.DOTALL);

    private static final Pattern MANAGED = Pattern.compile("<artifactId>(sluice-.*)</artifactId>\\s*<version>\\$");

    @Test
    void allPomsNameTheSameVersion() throws IOException {
        Set<String> versions = new TreeSet<>();
        for (String pom : poms()) {
            OWN_VERSION.matcher(pom).results().map(version -> version.group(1)).forEach(versions::add);
        }
        versions.add(first(SLUICE_VERSION, text("starter/parent/pom.xml")));

        assertThat(versions).hasSize(1);
    }

    @Test
    void theBomHasAllThatIsPublished() throws IOException {
        List<String> published = new ArrayList<>();
        for (String pom : poms()) {
            if (pom.contains("</parent>") && !pom.contains("<maven.deploy.skip>true")) {
                published.add(first(ARTIFACT, pom));
            }
        }
        assertThat(published).contains("sluice-api", "sluice-worker", "sluice-test");
        // An archetype is nobody's dependency.
        published.remove("sluice-starter");

        assertThat(MANAGED.matcher(text("starter/bom/pom.xml")).results().map(artifact -> artifact.group(1)))
                .containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void theBomFindsTheSamePluginsAsAllOtherModules() throws IOException {
        String bom = text("starter/bom/pom.xml");
        for (String plugin : List.of("quarkus", "spotless-maven-plugin")) {
            String version = first(
                    Pattern.compile("<" + plugin + ".version>(.*)</" + plugin + ".version>"),
                    text("starter/parent/pom.xml"));
            assertThat(bom).containsPattern("<artifactId>" + plugin + ".*</artifactId>\\s*<version>" + version + "</");
        }
    }

    private static List<String> poms() throws IOException {
        List<String> poms = new ArrayList<>();
        for (MatchResult module : MODULE.matcher(text("pom.xml")).results().toList()) {
            poms.add(text(module.group(1) + "/pom.xml"));
        }
        return poms;
    }

    private static String first(Pattern pattern, String text) {
        return pattern.matcher(text).results().findFirst().orElseThrow().group(1);
    }

    private static String text(String file) throws IOException {
        return Files.readString(Repository.path(file));
    }
}
