package dev.sluice.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A process and what the operating system says of it: its processor time and its memory. Linux only, since memory is read
 * from {@code /proc}.
 */
public final class MeasuredProcess implements AutoCloseable {

    private static final Duration STOP = Duration.ofSeconds(10);

    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        // Who interrupts a run wants the machine back.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final String name;
    private final Process process;
    private final long startedAt;
    private final Path log;

    private MeasuredProcess(String name, Process process, long startedAt, Path log) {
        this.name = name;
        this.process = process;
        this.startedAt = startedAt;
        this.log = log;
    }

    /**
     * Starts it.
     *
     * @param name for messages and for the log's name
     * @param environment all that it gets to see of ours: what this process has of AWS and Quarkus is taken away
     * @param log where its output goes; written over
     */
    public static MeasuredProcess start(String name, List<String> command, Map<String, String> environment, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(key -> key.startsWith("AWS_") || key.startsWith("QUARKUS_") || key.startsWith("SLUICE_"));
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(log.getParent());
            builder.redirectOutput(log.toFile());
            long startedAt = System.nanoTime();
            Process process = builder.start();
            RUNNING.add(process);
            return new MeasuredProcess(name, process, startedAt, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String name() {
        return name;
    }

    /** Just before it was started: a {@link System#nanoTime()} reading. */
    public long startedAt() {
        return startedAt;
    }

    /**
     * Processor time so far, in user and in system mode, of all its threads, ended ones too. Linux tells it in hundredths of
     * a second (proc_pid_stat(5), {@code utime} and {@code stime}).
     *
     * @throws IllegalStateException when it has ended
     */
    public Duration cpu() {
        expectAlive();
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("No processor time of " + name));
    }

    /** Its resident set now, in MB of a million bytes. */
    public double residentMegabytes() {
        return status("VmRSS:");
    }

    /** The most that its resident set has been, in MB of a million bytes. */
    public double peakMegabytes() {
        return status("VmHWM:");
    }

    /** Stands still from now on, unnoticed by itself (SIGSTOP). */
    public void freeze() {
        signal("STOP");
    }

    /** Goes on (SIGCONT). */
    public void thaw() {
        signal("CONT");
    }

    /** @throws IllegalStateException with the end of its log, when it has ended */
    public void expectAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "%s has ended with %d:%n%s".formatted(name, process.exitValue(), tailOfLog()));
        }
    }

    /** Stops it with SIGKILL: what is wanted of it is known by then, and an orderly stop would take seconds. */
    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor(STOP.toSeconds(), TimeUnit.SECONDS);
            RUNNING.remove(process);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void signal(String signal) {
        try {
            int status = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill -" + signal + " of " + name + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private double status(String field) {
        expectAlive();
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith(field))
                    .mapToDouble(line -> 1024.0 * Long.parseLong(line.replaceAll("\\D", "")) / 1_000_000)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String tailOfLog() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }
}
