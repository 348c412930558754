package dev.sluice.benchmarks;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import dev.sluice.benchmarks.process.Application;
import dev.sluice.benchmarks.process.MeasuredProcess;
import dev.sluice.benchmarks.process.Ports;
import dev.sluice.benchmarks.process.Service;
import dev.sluice.benchmarks.process.Variant;
import dev.sluice.localaws.Queues;

/** Starts processes, each with a log of its own in {@code tools/benchmarks/target/logs}. */
final class Launcher {

    private final Setup setup;
    private final Path logs;
    private final AtomicInteger started = new AtomicInteger();

    Launcher(Setup setup) {
        this.setup = setup;
        this.logs = setup.root().resolve("tools/benchmarks/target/logs");
    }

    /** See {@link Lab#start(Application, Variant, URI, Map)}. */
    Optional<Service> start(Application application, Variant variant, URI sqs, Map<String, String> environment) {
        return application
                .command(setup.root(), variant, setup.options(variant))
                .map(command -> {
                    int api = Ports.free();
                    int management = Ports.free();
                    Map<String, String> all = environment(sqs, api, management);
                    all.putAll(environment);
                    String name = application.name().toLowerCase(Locale.ROOT) + "-" + variant.label();
                    return new Service(start(name, command, all), api, management);
                });
    }

    /** Starts a program of the harness in a process of its own. */
    MeasuredProcess start(String name, Class<?> program, List<String> jvmOptions, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Application.java(), "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return start(name, command, Map.of());
    }

    private MeasuredProcess start(String name, List<String> command, Map<String, String> environment) {
        Path log = logs.resolve("%02d-%s.log".formatted(started.incrementAndGet(), name));
        return MeasuredProcess.start(name, command, environment, log);
    }

    private static Map<String, String> environment(URI sqs, int apiPort, int managementPort) {
        return new HashMap<>(Map.of(
                "QUARKUS_HTTP_HOST",
                "127.0.0.1",
                "QUARKUS_HTTP_PORT",
                "" + apiPort,
                "QUARKUS_MANAGEMENT_HOST",
                "127.0.0.1",
                "QUARKUS_MANAGEMENT_PORT",
                "" + managementPort,
                "QUARKUS_SQS_ENDPOINT_OVERRIDE",
                sqs.toString(),
                "AWS_REGION",
                Queues.REGION,
                "AWS_ACCESS_KEY_ID",
                Queues.CREDENTIAL,
                "AWS_SECRET_ACCESS_KEY",
                Queues.CREDENTIAL,
                // No CloudWatch is here.
                "SLUICE_CLOUDWATCH_ENABLED",
                "false"));
    }
}
