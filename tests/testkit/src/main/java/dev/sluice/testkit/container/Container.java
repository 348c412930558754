package dev.sluice.testkit.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.awaitility.Awaitility.await;

/**
 * A service in a container. It shares the host's network, whose loopback is where the tests' queue is, and so has ports of
 * its own.
 */
public final class Container implements AutoCloseable {

    /** What the images have for it: the service's own executable. */
    public static final List<String> HEALTH_CHECK = List.of("/sluice", "health");

    private static final Duration START = Duration.ofMinutes(1);

    /**
     * How a container is run.
     *
     * @param options of {@code docker run}
     * @param environment what production would tell the service; where the tests' queue is comes to it
     * @param healthCheck the command that is run inside to ask whether the service is alive
     */
    public record Plan(String image, List<String> options, Map<String, String> environment, List<String> healthCheck) {

        /** The same with more for the service to know. */
        public Plan with(Map<String, String> more) {
            Map<String, String> all = new HashMap<>(environment);
            all.putAll(more);
            return new Plan(image, options, all, healthCheck);
        }
    }

    private final Docker docker;
    private final Plan plan;
    private final String id;
    private final int apiPort = freePort();
    private final int managementPort = freePort();

    private Container(Docker docker, Plan plan, URI sqs) {
        this.docker = docker;
        this.plan = plan;
        List<String> command = new ArrayList<>(List.of("run", "--detach", "--network=host"));
        command.addAll(plan.options());
        environment(sqs, plan.environment()).forEach((name, value) -> command.add("--env=" + name + "=" + value));
        command.add(plan.image());
        id = docker.run(command.toArray(String[]::new));
    }

    /**
     * Starts it and waits until it is alive by its health check.
     *
     * @throws IllegalStateException with what it has written, when it has ended or not come alive within a minute
     */
    public static Container start(Docker docker, Plan plan, URI sqs) {
        Container container = new Container(docker, plan, sqs);
        try {
            await().alias("health check of " + plan.image())
                    .atMost(START)
                    .until(() -> container.checkHealth().isGood() || !container.isRunning());
            if (container.isRunning()) {
                return container;
            }
            throw new IllegalStateException("it has ended");
        } catch (RuntimeException e) {
            IllegalStateException failure =
                    new IllegalStateException(plan.image() + " has not started: " + container.log(), e);
            container.close();
            throw failure;
        }
    }

    private boolean isRunning() {
        return tells("{{.State.Running}}").equals("true");
    }

    /** Where its API is. */
    public URI api() {
        return URI.create("http://127.0.0.1:" + apiPort);
    }

    /** What it has written so far. */
    public String log() {
        return docker.ask("logs", id).text();
    }

    /** Runs its health check, as an orchestrator does. */
    public Docker.Answer checkHealth() {
        return execute(plan.healthCheck().toArray(String[]::new));
    }

    /** Runs a program inside. */
    public Docker.Answer execute(String... command) {
        List<String> arguments = new ArrayList<>(List.of("exec", id));
        arguments.addAll(List.of(command));
        return docker.ask(arguments.toArray(String[]::new));
    }

    /** Something that {@code docker inspect} tells of it. */
    public String tells(String format) {
        return docker.run("inspect", "--format=" + format, id);
    }

    /** Stops it as an orchestrator would, within the stop time-out of its options, and gives its exit status. */
    public int stop() {
        docker.run("stop", id);
        return Integer.parseInt(tells("{{.State.ExitCode}}"));
    }

    @Override
    public void close() {
        docker.run("rm", "--force", id);
    }

    private Map<String, String> environment(URI sqs, Map<String, String> told) {
        Map<String, String> environment = new HashMap<>(told);
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
