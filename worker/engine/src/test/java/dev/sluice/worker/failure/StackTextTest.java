package dev.sluice.worker.failure;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StackTextTest {

    @Test
    void saysWhereAnExceptionAndItsCausesWereThrown() {
        String text = StackText.of(outer());

        assertThat(text.lines())
                .startsWith("java.lang.IllegalStateException: no price")
                .contains("Caused by: java.io.IOException: refused")
                .anyMatch(
                        line -> line.startsWith("    at ") && line.contains("StackTextTest.outer(StackTextTest.java:"))
                .anyMatch(line -> line.contains("StackTextTest.inner(StackTextTest.java:"));
        String cause = text.substring(text.indexOf("Caused by: "));
        assertThat(cause.lines())
                .as("frames in common are told once")
                .hasSizeLessThan(6)
                .last()
                .asString()
                .matches("    \\.\\.\\. \\d+ more");
    }

    @Test
    void isNeitherEndlessNorAbleToForgeAFrame() {
        Throwable failure = new IOException("first\n    at forged.Frame");
        for (int i = 0; i < 50; i++) {
            failure = new IllegalStateException("x\u0000".repeat(10_000), failure);
        }

        String text = StackText.of(failure);

        assertThat(text)
                .hasSizeLessThanOrEqualTo(4_000)
                .doesNotContain("\n    at forged")
                .doesNotContain("\u0000");
    }

    @Test
    void ofAnEndlessRecursionShowsTheFramesNearestToItsEnd() {
        StackOverflowError failure = new StackOverflowError();
        StackTraceElement[] frames = new StackTraceElement[1_024];
        java.util.Arrays.fill(frames, new StackTraceElement("Handler", "again", "Handler.java", 7));
        failure.setStackTrace(frames);

        assertThat(StackText.of(failure).lines())
                .hasSize(42)
                .contains("    at Handler.again(Handler.java:7)")
                .last()
                .isEqualTo("    ... 984 more");
    }

    private static Exception outer() {
        return new IllegalStateException("no price", inner());
    }

    private static Exception inner() {
        return new IOException("refused");
    }
}
