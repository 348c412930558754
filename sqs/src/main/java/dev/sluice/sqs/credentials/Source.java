package dev.sluice.sqs.credentials;

import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.utils.CompletableFutureUtils;
import software.amazon.awssdk.utils.SdkAutoCloseable;
import software.amazon.awssdk.utils.builder.ToCopyableBuilder;

/** Where credentials come from, and how to get new ones while the old ones still hold. Both may block. */
final class Source implements SdkAutoCloseable {

    private final IdentityProvider<? extends AwsCredentialsIdentity> original;
    private volatile IdentityProvider<? extends AwsCredentialsIdentity> current;

    Source(IdentityProvider<? extends AwsCredentialsIdentity> provider) {
        this.original = provider;
        this.current = provider;
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

    private static AwsCredentialsIdentity resolve(IdentityProvider<? extends AwsCredentialsIdentity> provider) {
        return CompletableFutureUtils.joinLikeSync(provider.resolveIdentity());
    }

    private static void close(IdentityProvider<?> provider) {
        if (provider instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }
}
