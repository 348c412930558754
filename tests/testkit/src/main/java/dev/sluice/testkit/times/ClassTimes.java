package dev.sluice.testkit.times;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Records what each test class takes, for {@code .ci/test-times}: a line in {@code target/test-times.csv} with its name, and the
 * milliseconds that went by, that its JVM computed, and that processes computed that it had started. With the system property
 * {@code sluice.test-times} only. Classes that run side by side in one JVM share what it computes.
 */
public final class ClassTimes implements TestExecutionListener {

    private static final boolean RECORDING = Boolean.getBoolean("sluice.test-times");

    private final Map<String, Usage> begun = new ConcurrentHashMap<>();

    @Override
    public void executionStarted(TestIdentifier test) {
        if (RECORDING && isClass(test)) {
            begun.put(test.getUniqueId(), Usage.now());
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        Usage before = begun.remove(test.getUniqueId());
        if (before != null) {
            String name = ((ClassSource) test.getSource().orElseThrow()).getClassName();
            append(name + "," + Usage.now().minus(before).csv() + "\n");
        }
    }

    private static boolean isClass(TestIdentifier test) {
        return test.isContainer() && test.getSource().orElse(null) instanceof ClassSource;
    }

    private static synchronized void append(String line) {
        try {
            Files.writeString(
                    Path.of("target/test-times.csv"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
