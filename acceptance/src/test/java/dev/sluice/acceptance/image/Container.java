package dev.sluice.acceptance.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.awaitility.Awaitility.await;

/**
 * A service in a container as production would run it: no right that it does not need, no file that it could write, and a
 * memory limit. It shares the host's network, whose loopback is where the tests' queue is.
 */
final class Container implements AutoCloseable {

    private final String id;
    private final int apiPort = freePort();
    private final int managementPort = freePort();

    private Container(String image, URI sqs, String memory, Map<String, String> environment) {
        List<String> command = new ArrayList<>(List.of("run", "--detach", "--network=host"));
        command.addAll(List.of("--read-only", "--cap-drop=ALL", "--security-opt=no-new-privileges"));
        command.addAll(List.of("--memory=" + memory, "--memory-swap=" + memory));
        environment(sqs, environment).forEach((name, value) -> command.add("--env=" + name + "=" + value));
        command.add(image);
        id = Docker.run(command.toArray(String[]::new));
    }

    /** Starts it and waits until it is alive by its own health check. */
    static Container start(String image, URI sqs, String memory, Map<String, String> environment) {
        Container container = new Container(image, sqs, memory, environment);
        try {
            await().alias("health check of " + image)
                    .until(() -> container.execute("/sluice", "health").isGood());
        } catch (RuntimeException e) {
            IllegalStateException failure =
                    new IllegalStateException(image + " has not started: " + container.log(), e);
            container.close();
            throw failure;
        }
        return container;
    }

    URI api() {
        return URI.create("http://127.0.0.1:" + apiPort);
    }

    String log() {
        return Docker.ask("logs", id).text();
    }

    /** Runs a program inside. */
    Docker.Answer execute(String... command) {
        List<String> arguments = new ArrayList<>(List.of("exec", id));
        arguments.addAll(List.of(command));
        return Docker.ask(arguments.toArray(String[]::new));
    }

    /** Something that {@code docker inspect} tells of it. */
    String tells(String format) {
        return Docker.run("inspect", "--format=" + format, id);
    }

    /** Stops it as an orchestrator would, and gives its exit status. */
    int stop() {
        Docker.run("stop", "--time=40", id);
        return Integer.parseInt(tells("{{.State.ExitCode}}"));
    }

    @Override
    public void close() {
        Docker.run("rm", "--force", id);
    }

    private Map<String, String> environment(URI sqs, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(apiPort));
        environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
        environment.put("QUARKUS_SQS_ENDPOINT_OVERRIDE", sqs.toString());
        environment.put("AWS_REGION", "eu-central-1");
        environment.put("AWS_ACCESS_KEY_ID", "test");
        environment.put("AWS_SECRET_ACCESS_KEY", "test");
        environment.put("SLUICE_CLOUDWATCH_ENABLED", "false");
        return environment;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
