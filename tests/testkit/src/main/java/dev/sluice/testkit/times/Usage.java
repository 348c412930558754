package dev.sluice.testkit.times;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

import com.sun.management.OperatingSystemMXBean;

/**
 * What this JVM has used so far.
 *
 * @param elapsed milliseconds on the clock
 * @param own milliseconds of processor time of this JVM
 * @param children milliseconds of processor time of processes that it started and that have ended; 0 where the system is not Linux
 */
record Usage(long elapsed, long own, long children) {

    private static final Path STATUS = Path.of("/proc/self/stat");

    /** The kernel tells processor time to user programs in hundredths of a second (USER_HZ). */
    private static final long MILLIS_PER_TICK = 10;

    static Usage now() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Usage(System.nanoTime() / 1_000_000, system.getProcessCpuTime() / 1_000_000, ofChildren());
    }

    Usage minus(Usage before) {
        return new Usage(elapsed - before.elapsed, own - before.own, children - before.children);
    }

    String csv() {
        return elapsed + "," + own + "," + children;
    }

    private static long ofChildren() {
        try {
            String status = Files.readString(STATUS);
            // proc(5): fields 16 and 17 are cutime and cstime; the second, the name in brackets, may have blanks.
            String[] fields = status.substring(status.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) * MILLIS_PER_TICK;
        } catch (IOException e) {
            return 0;
        }
    }
}
