package dev.sluice.starter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import dev.sluice.testkit.Repository;

/** A Maven repository with what this build would publish, as it is packaged in the modules' folders. */
final class Staging {

    private static final Pattern MODULE = Pattern.compile("<module>(.*)</module>");

    private final Path folder;

    private Staging(Path folder) {
        this.folder = folder;
    }

    /** @param folder does not have anything of Sluice in it yet */
    static Staging in(Path folder) throws IOException {
        Staging staging = new Staging(folder);
        String root = Files.readString(Repository.path("pom.xml"));
        staging.add(Repository.root(), root);
        for (MatchResult module : MODULE.matcher(root).results().toList()) {
            Path path = Repository.path(module.group(1));
            staging.add(path, Files.readString(path.resolve("pom.xml")));
        }
        return staging;
    }

    /** The options that have Maven, and what is started by it, use this repository before the machine's own, and no network. */
    String options() {
        return "-o -Dmaven.repo.local=" + folder + " -Dmaven.repo.local.tail=" + System.getProperty("libraries");
    }

    /** The version of all of it. */
    static String version() throws IOException {
        return first(
                Pattern.compile("<sluice.version>(.*)</sluice.version>"),
                Files.readString(Repository.path("starter/parent/pom.xml")));
    }

    private void add(Path module, String pom) throws IOException {
        if (pom.contains("<maven.deploy.skip>true")) {
            return;
        }
        String artifact = artifact(pom);
        String name = artifact + "-" + version();
        Path target = Files.createDirectories(folder.resolve("dev/sluice/" + artifact + "/" + version()));
        Files.writeString(target.resolve(name + ".pom"), pom);
        Path jar = module.resolve("target/" + name + ".jar");
        if (!pom.contains("<packaging>pom")) {
            Files.copy(jar, target.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String artifact(String pom) {
        int own = Math.max(0, pom.indexOf("</parent>"));
        return first(Pattern.compile("<artifactId>(.*)</artifactId>"), pom.substring(own));
    }

    static String first(Pattern pattern, String text) {
        List<MatchResult> found = pattern.matcher(text).results().toList();
        if (found.isEmpty()) {
            throw new IllegalStateException("No " + pattern + " in " + text);
        }
        return found.getFirst().group(1);
    }
}
