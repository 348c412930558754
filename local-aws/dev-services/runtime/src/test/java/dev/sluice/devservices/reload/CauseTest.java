package dev.sluice.devservices.reload;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CauseTest {

    @Test
    void isWhatTheFirstCauseSays() {
        var failure = new RuntimeException(
                "Build failure",
                new IllegalStateException("the job type \"a\" is declared twice\n\tat a.B.c(B.java:1)"));

        assertThat(Cause.of(failure)).isEqualTo("the job type \"a\" is declared twice");
    }

    @Test
    void namesTheExceptionWhereItsMessageIsAMereWordOrMissing() {
        assertThat(Cause.of(new RuntimeException(new ClassNotFoundException("a.B"))))
                .isEqualTo("ClassNotFoundException: a.B");
        assertThat(Cause.of(new NullPointerException())).isEqualTo("NullPointerException");
    }
}
