package dev.sluice.deploy.script;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The real {@code aws} command, started once for all tests: a stand-in of its name hands each call to a server, whose forks of the
 * command that it has loaded make one call after the other. Most of a second of Python's start for each call becomes a twentieth.
 * Where the command is not Python's to load (Amazon's own installer ships it frozen), there is no stand-in and the tests start it
 * plainly.
 *
 * <p>{@code sitecustomize.py} beside this class' resources tells how; {@code AwsServerTest} holds it to the plain command.
 */
final class AwsServer {

    /** One to each service that the script calls, to have its model read once. */
    private static final String CALLS = String.join(
            ",",
            "elasticbeanstalk describe-environments",
            "cloudformation describe-stacks",
            "ssm describe-parameters",
            "sts get-caller-identity",
            "ecr describe-repositories",
            "s3api list-buckets",
            "logs describe-log-groups",
            "sqs list-queues",
            "cloudwatch list-metrics");

    /** Linux takes no longer first line of a script, and cuts it at the first space. */
    private static final int LONGEST_INTERPRETER = 120;

    private static final Optional<Path> FOLDER = start();

    private AwsServer() {}

    /** What {@code PATH} has to begin with, if anything. */
    static Optional<Path> folder() {
        return FOLDER;
    }

    /** {@code PATH} with the stand-in first. */
    static String path() {
        String path = System.getenv("PATH");
        return FOLDER.map(folder -> folder + ":" + path).orElse(path);
    }

    private static Optional<Path> start() {
        try {
            Path folder = Files.createTempDirectory("aws-server");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            Path modules = Files.createDirectory(folder.resolve("modules"));
            Files.writeString(modules.resolve("sitecustomize.py"), resource("sitecustomize.py"));
            ProcessBuilder builder = new ProcessBuilder("aws", "--version")
                    .redirectError(folder.resolve("server.log").toFile());
            builder.environment().put("PYTHONPATH", modules.toString());
            builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
            builder.environment().put("LC_ALL", "C.UTF-8");
            builder.environment().put("SLUICE_AWS_SERVER", folder.toString());
            builder.environment().put("SLUICE_AWS_CALLS", CALLS);
            // It ends when its standard input does: with this JVM, however that ends.
            Process server = builder.start();
            BufferedReader said = server.inputReader(StandardCharsets.UTF_8);
            String interpreter = said.readLine();
            if (interpreter == null
                    || !interpreter.startsWith("/")
                    || interpreter.length() > LONGEST_INTERPRETER
                    || interpreter.contains(" ")) {
                server.destroy();
                return Optional.empty();
            }
            Path bin = Files.createDirectory(folder.resolve("bin"));
            Path standIn = Files.writeString(
                    bin.resolve("aws"),
                    "#!" + interpreter + " -IS\n" + resource("caller.py") + "\n\nmain(\"" + folder.resolve("socket")
                            + "\")\n");
            Files.setPosixFilePermissions(standIn, PosixFilePermissions.fromString("rwxr-xr-x"));
            return Optional.of(bin);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = AwsServer.class.getResourceAsStream("aws-server/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // The system's own clean-up of temporary files has to do it.
        }
    }
}
