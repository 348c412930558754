package dev.sluice.deploy.script.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.sluice.deploy.script.Checkout;
import dev.sluice.deploy.script.Program;
import dev.sluice.testkit.Repository;

/** This repository, as a build server has it: a commit, and what has been compiled of it. */
final class CompiledHead {

    private static final Path ROOT = Repository.root();

    private CompiledHead() {}

    /** A clone at its HEAD, whatever is changed here. */
    static Checkout cloneOfHead() {
        try {
            Path folder = Files.createTempDirectory("sluice-clone");
            Program.output(List.of("git", "clone", "--quiet", "--depth=1", "file://" + ROOT, folder.toString()));
            return new Checkout(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Brings the executable of a service to a clone, with the record of where it is from. */
    static void bringExecutable(String service, Checkout clone) {
        try (Stream<Path> built = Files.list(ROOT.resolve(service).resolve("target"))) {
            Path target = Files.createDirectories(clone.root().resolve(service).resolve("target"));
            for (Path file : built.filter(CompiledHead::isExecutableOrRecord).toList()) {
                Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isExecutableOrRecord(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith("-runner") || name.equals("executable.properties");
    }

    /** Makes what the Dockerfile begins with, so that no registry needs to be in reach. */
    static void makeBaseImage(Checkout clone, String dockerHost) {
        String name = clone.read("src/main/docker/Dockerfile.native")
                .lines()
                .filter(line -> line.startsWith("ARG BASE="))
                .map(line -> line.substring("ARG BASE=".length()))
                .findFirst()
                .orElseThrow();
        Program.output(
                List.of(clone.root().resolve(".ci/base-image").toString(), name), Map.of("DOCKER_HOST", dockerHost));
    }
}
