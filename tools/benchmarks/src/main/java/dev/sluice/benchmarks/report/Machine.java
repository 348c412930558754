package dev.sluice.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * What the numbers were measured on.
 *
 * @param megabytes of memory, a million bytes each
 * @param loadBefore the load average of the last minute before the run: neighbours make numbers worse
 */
public record Machine(
        String processor, int cores, long megabytes, String kernel, String jdk, String graalVm, double loadBefore) {

    /** This one, which runs Linux. */
    public static Machine here(String graalVm) {
        return new Machine(
                find("/proc/cpuinfo", "model name", line -> line.replaceFirst(".*:\\s*", "")),
                Runtime.getRuntime().availableProcessors(),
                Long.parseLong(find("/proc/meminfo", "MemTotal", line -> line.replaceAll("\\D", "")))
                        * 1024
                        / 1_000_000,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                graalVm,
                Double.parseDouble(find("/proc/loadavg", "", line -> line.split(" ")[0])));
    }

    private static String find(String file, String prefix, Function<String, String> value) {
        try {
            List<String> lines = Files.readAllLines(Path.of(file));
            return lines.stream()
                    .filter(line -> line.startsWith(prefix))
                    .map(value)
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
