package dev.sluice.acceptance.wrapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.sluice.testkit.Repository;

/**
 * A machine as {@code mvnw} and {@code dev} may find it: an empty home, a PATH with the tools of any Unix but without
 * Java and Maven, and a project that holds the real scripts with settings of its own.
 */
final class Machine {

    static final String VERSION = "3.9.99";

    private static final String ARCHIVE_NAME = "apache-maven-" + VERSION + "-bin.tar.gz";

    /** The host name is reserved (RFC 2606): nothing ever answers there. */
    static final String ARCHIVE_URL = "https://maven.invalid/" + ARCHIVE_NAME;

    /** Where there is no Adoptium either. */
    static final String TEMURIN_API = "https://adoptium.invalid/v3";

    /** What the scripts may count on; of the last three, either the first two or the last will do. */
    private static final List<String> TOOLS = List.of(
            "bash",
            "cat",
            "dirname",
            "find",
            "grep",
            "gzip",
            "mkdir",
            "mktemp",
            "mv",
            "readlink",
            "rm",
            "sleep",
            "tar",
            "uname",
            "sha256sum",
            "sha512sum",
            "shasum");

    private final Path root;
    private final Map<String, String> environment = new TreeMap<>();

    Machine(Path root) throws IOException {
        this.root = root.toRealPath();
        for (String tool : TOOLS) {
            Path real = find(tool);
            if (real != null) {
                script("bin/" + tool, "exec " + real + " \"$@\"\n");
            }
        }
        Path settings = Files.createDirectories(path("project/.mvn/wrapper"));
        for (String script : List.of("mvnw", "dev")) {
            Files.copy(Repository.root().resolve(script), path("project").resolve(script));
        }
        copyFolder("src/main/dev");
        environment.put("HOME", Files.createDirectories(path("home")).toString());
        environment.put("PATH", path("bin").toString());
        Path archive = packMaven();
        Files.writeString(settings.resolve("maven-wrapper.properties"), """
                distributionUrl=%s
                tarGzSha512=%s
                dependencyPlugin=org.example:copier:1.0
                javaVersion=25
                temurinApi=%s
                jdkFolders=%s/jvm/*:~/.jdks/*
                """.formatted(
                        ARCHIVE_URL.replace(".tar.gz", ".zip"), sum("SHA-512", archive), TEMURIN_API, this.root));
    }

    Path path(String name) {
        return root.resolve(name);
    }

    /** Installs a JDK of that version into a folder and returns the folder. */
    Path jdk(String folder, String version) throws IOException {
        Path home = jre(folder, version);
        script(folder + "/bin/javac", "");
        return home;
    }

    Path jre(String folder, String version) throws IOException {
        script(folder + "/bin/java", "");
        Files.writeString(path(folder).resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
        return path(folder);
    }

    /** Installs a Maven of that version and puts it on PATH; it runs the given shell script. */
    void installMaven(String version, String shell) throws IOException {
        Path mvn = script("opt/maven/bin/mvn", shell);
        Files.createDirectories(path("opt/maven/lib"));
        Files.createFile(path("opt/maven/lib/maven-core-" + version + ".jar"));
        link("bin/mvn", mvn);
    }

    /** An installed Maven of old, which writes down how it was called and delivers the archive. */
    void installFetchingMaven() throws IOException {
        installMaven("3.8.7", """
                echo "JAVA_HOME=$JAVA_HOME $*" >> %s
                cat %s > %s
                """.formatted(path("calls"), archive(), ARCHIVE_NAME));
    }

    Path script(String name, String shell) throws IOException {
        Path file = path(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + shell);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    void link(String name, Path target) throws IOException {
        Files.createSymbolicLink(
                Files.createDirectories(path(name).getParent())
                        .resolve(path(name).getFileName()),
                target);
    }

    Machine with(String variable, Object value) {
        environment.put(variable, value.toString());
        return this;
    }

    /** The archive that the settings pin; its mvn prints the JAVA_HOME and the arguments that it is given. */
    Path archive() {
        return path("archive.tar.gz");
    }

    /** What is in the folder where mvnw keeps Maven. */
    List<Path> cached() throws IOException {
        Path folder = path("home/.m2/wrapper/dists/apache-maven-" + VERSION);
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** What the installed Maven wrote down. */
    String calls() throws IOException {
        return Files.readString(path("calls"));
    }

    Process start(Path folder, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Runs {@code ./mvnw} in the project. */
    Result mvnw(String... arguments) throws IOException, InterruptedException {
        String[] command =
                Stream.concat(Stream.of("./mvnw"), Stream.of(arguments)).toArray(String[]::new);
        return Result.of(start(path("project"), command));
    }

    private Path packMaven() throws IOException {
        script("pack/apache-maven-" + VERSION + "/bin/mvn", "printf '%s\\n' \"JAVA_HOME=$JAVA_HOME\" \"$@\"\n");
        return pack("apache-maven-" + VERSION, archive());
    }

    private void copyFolder(String folder) throws IOException {
        Path target = Files.createDirectories(path("project").resolve(folder));
        try (Stream<Path> files = Files.list(Repository.root().resolve(folder))) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
    }

    /** Packs a folder of the folder {@code pack} into an archive and returns the archive. */
    Path pack(String folder, Path archive) throws IOException {
        Result packed;
        try {
            packed = Result.of(start(path("pack"), "tar", "-czf", archive.toString(), folder));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        if (packed.status() != 0) {
            throw new IOException(packed.err());
        }
        return archive;
    }

    /** The real tool of that name on this machine; null when it is not there. */
    static Path find(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    /** The checksum of a file by an algorithm that every Java has. */
    static String sum(String algorithm, Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java has " + algorithm, e);
        }
    }
}
