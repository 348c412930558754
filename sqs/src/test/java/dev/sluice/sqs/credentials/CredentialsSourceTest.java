package dev.sluice.sqs.credentials;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CredentialsSourceTest {

    @Test
    void asksAProviderAgainThatHasHungOnce() {
        var asked = new AtomicInteger();
        var never = new CountDownLatch(1);
        AwsCredentialsProvider provider = () -> {
            if (asked.incrementAndGet() == 1) {
                await(never);
            }
            return AwsBasicCredentials.create("key", "secret");
        };
        try (var source = new CredentialsSource(provider, Duration.ofMillis(50))) {
            assertThatThrownBy(source::get).hasMessageContaining("has not answered within");

            assertThat(new CredentialsSource(provider).get().accessKeyId()).isEqualTo("key");
        }
    }

    @Test
    void failsWithWhatTheProviderSays() {
        AwsCredentialsProvider provider = () -> {
            throw new IllegalStateException("no profile");
        };
        try (var source = new CredentialsSource(provider)) {
            assertThatThrownBy(source::get)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("no profile");
        }
    }

    private static void await(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
