package dev.sluice.deploy.script;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import dev.sluice.testkit.Repository;

/** A clean checkout that the script is run from. */
public final class Checkout implements AutoCloseable {

    private static final Path DEPLOY = Repository.path("deploy");

    private final Path root;

    /** Null before it was asked of git. */
    private String shortCommit;

    /** @param root where it is; {@link #close} deletes it */
    public Checkout(Path root) {
        this.root = root;
    }

    /** One with the script, its bundles and templates, and an environment {@code dev}. */
    static Checkout make() {
        try {
            Checkout made = new Checkout(Files.createTempDirectory("sluice-checkout"));
            copy(Original.MADE.root, made.root);
            made.shortCommit = Original.MADE.shortCommit();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What each is a copy of: git, which makes it, takes ten times as long as that. */
    private static final class Original {

        static final Checkout MADE = make();

        private static Checkout make() {
            try {
                Checkout made = new Checkout(Files.createTempDirectory("sluice-pattern"));
                Runtime.getRuntime().addShutdownHook(new Thread(made::close));
                for (String part : List.of(
                        "sluice",
                        "lib",
                        "bundle",
                        "environments/dev.env",
                        "infrastructure/shared.yaml",
                        "infrastructure/environment.yaml",
                        "../src/main/docker/Dockerfile.native")) {
                    copy(DEPLOY.resolve(part), made.root.resolve("deploy").resolve(part));
                }
                made.write(".gitignore", "target/\n");
                made.git("init", "-q", "--template=");
                made.commit("Begin");
                return made;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    public Path root() {
        return root;
    }

    /** Writes a file of the checkout. */
    public void write(String name, String text) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void writeExecutable(String name, String text) {
        write(name, text);
        try {
            Files.setPosixFilePermissions(root.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String read(String name) {
        try {
            return Files.readString(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets a key of {@code dev}, which stays uncommitted. */
    public void set(String key, String value) {
        String file = "deploy/environments/dev.env";
        write(file, read(file).replaceAll("(?m)^" + key + "=.*$", key + "=" + value));
    }

    /** A bundle with the configuration files of a role, as they are here, and nothing else. */
    byte[] configurationFiles(String role) {
        Path bundle = root.resolve("deploy/bundle").resolve(role);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes);
                Stream<Path> files = Files.list(bundle.resolve(".ebextensions"))) {
            for (Path file : files.sorted().toList()) {
                zip.putNextEntry(new ZipEntry(bundle.relativize(file).toString()));
                Files.copy(file, zip);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public void commit(String subject) {
        git("add", "-A");
        git("-c", "user.name=Test", "-c", "user.email=test@example.com", "commit", "-q", "-m", subject);
        shortCommit = null;
    }

    /** As versions begin. */
    public String shortCommit() {
        if (shortCommit == null) {
            shortCommit = git("rev-parse", "--short=7", "HEAD").strip();
        }
        return shortCommit;
    }

    /** The commit that is checked out, in full. */
    public String commitId() {
        return git("rev-parse", "HEAD").strip();
    }

    private String git(String... words) {
        return Program.output(Stream.concat(Stream.of("git", "-C", root.toString()), Stream.of(words))
                .toList());
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
