package dev.sluice.sqs.credentials;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.utils.CompletableFutureUtils;
import software.amazon.awssdk.utils.SdkAutoCloseable;
import software.amazon.awssdk.utils.builder.ToCopyableBuilder;

/** Where credentials come from, and how to get new ones while the old ones still hold. Both may block. */
final class CredentialsSource implements SdkAutoCloseable {

    /** A process or a token service that takes longer has hung. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final IdentityProvider<? extends AwsCredentialsIdentity> original;
    private final Duration patience;
    private volatile IdentityProvider<? extends AwsCredentialsIdentity> current;

    CredentialsSource(IdentityProvider<? extends AwsCredentialsIdentity> provider) {
        this(provider, PATIENCE);
    }

    CredentialsSource(IdentityProvider<? extends AwsCredentialsIdentity> provider, Duration patience) {
        this.original = provider;
        this.current = provider;
        this.patience = patience;
    }

    /** Those that the provider has at hand, if it has any. */
    AwsCredentialsIdentity get() {
        return resolve(current);
    }

    /**
     * New ones. The SDK's providers keep theirs to the end, {@code credential_process} to the last 15 seconds; but a copy of
     * a provider has nothing to keep.
     */
    AwsCredentialsIdentity renew() {
        if (!(original instanceof ToCopyableBuilder<?, ?> copyable)) {
            return resolve(current);
        }
        @SuppressWarnings("unchecked")
        var copy = (IdentityProvider<? extends AwsCredentialsIdentity>)
                copyable.toBuilder().build();
        try {
            AwsCredentialsIdentity renewed = resolve(copy);
            replaceBy(copy);
            return renewed;
        } catch (RuntimeException | Error e) {
            close(copy);
            throw e;
        }
    }

    @Override
    public void close() {
        close(current);
        close(original);
    }

    private void replaceBy(IdentityProvider<? extends AwsCredentialsIdentity> next) {
        if (current != original) {
            close(current);
        }
        current = next;
    }

    /** On a thread of its own, since a provider that hangs for ever must not keep others from being asked. */
    private AwsCredentialsIdentity resolve(IdentityProvider<? extends AwsCredentialsIdentity> provider) {
        var answer = new FutureTask<AwsCredentialsIdentity>(
                () -> CompletableFutureUtils.joinLikeSync(provider.resolveIdentity()));
        Thread.ofPlatform().name("sluice-credentials-provider").daemon().start(answer);
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw SdkClientException.create("the provider has not answered within " + patience.toSeconds() + " s");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw SdkClientException.create("interrupted");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                default -> throw SdkClientException.create("no credentials", e.getCause());
            }
        }
    }

    private static void close(IdentityProvider<?> provider) {
        if (provider instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }
}
