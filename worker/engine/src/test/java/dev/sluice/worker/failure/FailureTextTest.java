package dev.sluice.worker.failure;

import java.io.IOException;
import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FailureTextTest {

    @Test
    void namesAnExceptionAndWhatItSays() {
        assertThat(FailureText.of(new IllegalStateException("made up"))).isEqualTo("IllegalStateException: made up");
        assertThat(FailureText.of(new IllegalStateException(" "))).isEqualTo("IllegalStateException");
    }

    @Test
    void namesTheCausesToo() {
        var failure = new IllegalStateException("no price", new IOException("refused", new Error("made up")));

        assertThat(FailureText.of(failure))
                .isEqualTo("IllegalStateException: no price; caused by IOException: refused; caused by Error: made up");
    }

    @Test
    void doesNotSayTwiceWhatAWrapperRepeats() {
        assertThat(FailureText.of(new CompletionException(new IOException("refused"))))
                .isEqualTo("CompletionException; caused by IOException: refused");
    }

    @Test
    void isOneLineOfBearableLengthThatEndsWithTheFirstCauseWhateverTheExceptionsSay() {
        Throwable failure = new IOException("the first\ncause");
        for (int i = 0; i < 1_000; i++) {
            failure = new IllegalStateException("\r\u202E\u2028" + "x".repeat(100_000), failure);
        }

        assertThat(FailureText.of(failure))
                .hasSizeLessThanOrEqualTo(1_000)
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\u2028]")
                .endsWith("; caused by IOException: the first?cause");
    }

    /** Has another cause each time that it is asked. */
    private static final class Endless extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable getCause() {
            return new Endless();
        }
    }

    @Test
    void endsWhereEachCauseMakesAnother() {
        assertThat(FailureText.of(new Endless())).contains("Endless").hasSizeLessThanOrEqualTo(1_000);
    }

    @Test
    void endsWhereTheCausesGoInACircle() {
        Exception one = new IllegalStateException("one");
        one.initCause(new IllegalArgumentException("two", one));

        assertThat(FailureText.of(one))
                .isEqualTo("IllegalStateException: one; caused by IllegalArgumentException: two");
    }

    @Test
    void namesAnExceptionThatCannotSayAnything() {
        Exception mute = new Exception() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new UnsupportedOperationException("no words");
            }

            @Override
            public synchronized Throwable getCause() {
                throw new UnsupportedOperationException("no cause");
            }
        };

        assertThat(FailureText.of(mute)).startsWith(FailureTextTest.class.getName() + "$");
    }
}
