package dev.sluice.sqs.credentials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ProcessCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class BackgroundCredentialsTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    @Test
    void runsACredentialProcessAnewWhileItsCredentialsStillHold(@TempDir Path folder) throws IOException {
        Path runs = folder.resolve("runs");
        Path script = Files.writeString(folder.resolve("credentials.sh"), """
                echo run >> '%s'
                printf '{"Version":1,"AccessKeyId":"key","SecretAccessKey":"secret","SessionToken":"%%s","Expiration":"%s"}' \
                  "$(wc -l < '%s')"
                """.formatted(
                        runs, Instant.now().plusSeconds(8), runs));
        var provider = ProcessCredentialsProvider.builder()
                .command(List.of("sh", script.toString()))
                // The provider itself would keep them to the end.
                .credentialRefreshThreshold(Duration.ofMillis(1))
                .build();

        try (var credentials = new BackgroundCredentials(provider)) {
            assertThat(credentials.resolveIdentity()).succeedsWithin(Duration.ofSeconds(10));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> Files.readAllLines(runs).size() == 2);
            await().until(() -> credentials.resolveIdentity().join() instanceof AwsSessionCredentials session
                    && session.sessionToken().strip().equals("2"));
        }
    }

    @Test
    void givesWhatItHasWhileThereAreNoOthers() {
        var fails = new AtomicReference<RuntimeException>();
        AwsCredentialsProvider provider = () -> {
            if (fails.get() != null) {
                throw fails.get();
            }
            return expiringAt(Instant.now().plusSeconds(2));
        };
        try (var credentials = new BackgroundCredentials(provider)) {
            AwsCredentialsIdentity first = credentials.resolveIdentity().join();
            fails.set(new IllegalStateException("The token service is away"));

            await().until(() -> Instant.now().isAfter(first.expirationTime().orElseThrow()));

            assertThat(credentials.resolveIdentity().join()).isEqualTo(first);
        }
    }

    @Test
    void goesOnAskingAProviderWhoseFailureCannotBeTold() {
        var looks = new AtomicInteger();
        @SuppressWarnings("serial")
        var untold = new IllegalStateException() {
            @Override
            public String getMessage() {
                if (looks.incrementAndGet() > 1) {
                    throw new UnsupportedOperationException("made up");
                }
                return "told once, to whoever passes it on";
            }
        };
        var fails = new AtomicReference<RuntimeException>(untold);
        AwsCredentialsProvider provider = () -> {
            RuntimeException failure = fails.getAndSet(null);
            if (failure != null) {
                throw failure;
            }
            return expiringAt(Instant.now().plusSeconds(3_600));
        };

        try (var credentials = new BackgroundCredentials(provider)) {
            assertThat(credentials.resolveIdentity()).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void saysWhyThereAreNoneAndGoesOnAsking() {
        var fails = new AtomicReference<>(new IllegalStateException("No credentials here"));
        AwsCredentialsProvider provider = () -> {
            if (fails.get() != null) {
                throw fails.get();
            }
            return expiringAt(Instant.MAX);
        };
        try (var credentials = new BackgroundCredentials(provider)) {
            assertThatThrownBy(() -> credentials.resolveIdentity().get(10, TimeUnit.SECONDS))
                    .rootCause()
                    .hasMessage("No credentials here");
            fails.set(null);

            await().until(() -> !credentials.resolveIdentity().isCompletedExceptionally());
        }
    }

    @Test
    void leavesNoThreadBehind() {
        var credentials = new BackgroundCredentials((AwsCredentialsProvider) () -> expiringAt(Instant.MAX));
        Thread asks = threads().getFirst();

        credentials.close();

        await().until(() -> !asks.isAlive());
    }

    @Test
    void renewsFiveMinutesBeforeTheEndOrAtHalfTime() {
        var renewal = new RenewalSchedule();
        renewal.got(expiringAt(NOW.plusSeconds(3_600)), NOW, false);
        assertThat(renewal.isDue(NOW.plusSeconds(3_299), false)).isFalse();
        assertThat(renewal.isDue(NOW.plusSeconds(3_300), false)).isTrue();

        renewal.got(expiringAt(NOW.plusSeconds(60)), NOW, true);
        assertThat(renewal.isDue(NOW.plusSeconds(29), false)).isFalse();
        assertThat(renewal.isDue(NOW.plusSeconds(30), false)).isTrue();
    }

    @Test
    void doesNotAskAgainAtOnceForWhatItCouldNotRenew() {
        var renewal = new RenewalSchedule();
        renewal.got(expiringAt(NOW), NOW, false);
        for (int failures = 0; failures < 10; failures++) {
            renewal.tried(NOW);
        }

        assertThat(renewal.isDue(NOW.plusSeconds(2), true)).isFalse();
        assertThat(renewal.isDue(NOW.plusSeconds(31), true)).isTrue();
    }

    private static AwsSessionCredentials expiringAt(Instant end) {
        return AwsSessionCredentials.builder()
                .accessKeyId("key")
                .secretAccessKey("secret")
                .sessionToken("token")
                .expirationTime(end)
                .build();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("sluice-credentials"))
                .toList();
    }
}
