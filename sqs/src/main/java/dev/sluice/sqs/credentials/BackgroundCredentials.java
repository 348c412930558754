package dev.sluice.sqs.credentials;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;
import software.amazon.awssdk.utils.SdkAutoCloseable;

import dev.sluice.sqs.SqsFailure;

/**
 * Credentials that nobody waits for once there are any. A provider may block for as long as a process, a token service or a
 * metadata service takes; it does so on a thread of its own here, while requests are signed with what is known. Credentials
 * are renewed well before they expire, and when SQS refuses them.
 *
 * <p>Credentials that have expired are still given while there are no others: SQS says best what it thinks of them, and the
 * instance metadata service hands out expired ones on purpose while it has trouble.
 */
public final class BackgroundCredentials implements IdentityProvider<AwsCredentialsIdentity>, SdkAutoCloseable {

    private static final Logger LOG = Logger.getLogger(BackgroundCredentials.class);

    private static final Duration TICK = Duration.ofSeconds(1);
    /** How often the provider is asked, which has them at hand as a rule: a profile may change before its time. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final CredentialsSource source;
    private final RenewalSchedule renewal = new RenewalSchedule();
    private final ScheduledExecutorService thread;
    private volatile CompletableFuture<AwsCredentialsIdentity> known = new CompletableFuture<>();
    private volatile boolean refused;

    // Below: touched on the thread only.
    private boolean failing;
    private long askedAt;

    /**
     * Begins to ask for credentials.
     *
     * @param provider may block; closed with this one
     */
    public BackgroundCredentials(IdentityProvider<? extends AwsCredentialsIdentity> provider) {
        this.source = new CredentialsSource(provider);
        this.thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("sluice-credentials").daemon().factory());
        thread.scheduleWithFixedDelay(this::look, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A plugin of the SDK's clients: puts the provider that a client was given into the background. */
    public static void installIn(SdkServiceClientConfiguration.Builder client) {
        var aws = (AwsServiceClientConfiguration.Builder) client;
        IdentityProvider<? extends AwsCredentialsIdentity> provider = aws.credentialsProvider();
        var credentials = new BackgroundCredentials(
                provider == null ? DefaultCredentialsProvider.builder().build() : provider);
        aws.credentialsProvider(credentials);
        ClientOverrideConfiguration overrides = aws.overrideConfiguration();
        aws.overrideConfiguration(overrides.toBuilder()
                .addExecutionInterceptor(new Refusals(credentials))
                .build());
    }

    @Override
    public Class<AwsCredentialsIdentity> identityType() {
        return AwsCredentialsIdentity.class;
    }

    /** Completed already, unless the provider has not answered for the first time; fails with why there are no credentials. */
    @Override
    public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(ResolveIdentityRequest request) {
        CompletableFuture<AwsCredentialsIdentity> now = known;
        // Whoever cancels a copy does not cancel it for all others.
        return now.isDone() ? now : now.copy();
    }

    /** A request has failed: if SQS has refused it for its credentials, others are asked for ahead of time. */
    public void requestFailed(Throwable failure) {
        if (SqsFailure.areCredentialsAtFault(failure)) {
            refused = true;
        }
    }

    /** Does not wait for a provider that blocks. */
    @Override
    public void close() {
        thread.shutdownNow();
        source.close();
    }

    /** Never fails: the executor would look no more, without a word, and the credentials would run out. */
    private void look() {
        try {
            tick();
        } catch (RuntimeException | Error e) {
            LOG.error("Failed to check AWS credentials; this is a bug in Sluice", e);
        }
    }

    private void tick() {
        Instant now = Instant.now();
        boolean renew = isKnown() && renewal.isDue(now, refused);
        if (renew || !isKnown() || System.nanoTime() - askedAt >= LOOK.toNanos()) {
            ask(renew, now);
        }
    }

    private void ask(boolean renew, Instant now) {
        try {
            if (renew) {
                refused = false;
                renewal.tried(now);
            }
            AwsCredentialsIdentity identity = renew ? source.renew() : source.get();
            renewal.got(identity, Instant.now(), renew);
            succeeded(identity);
        } catch (RuntimeException | Error e) {
            failed(e);
        }
        askedAt = System.nanoTime();
    }

    private void succeeded(AwsCredentialsIdentity identity) {
        failing = false;
        CompletableFuture<AwsCredentialsIdentity> waiting = known;
        known = CompletableFuture.completedFuture(identity);
        // On this thread, those who have waited sign their requests.
        waiting.complete(identity);
    }

    private void failed(Throwable failure) {
        if (!failing) {
            failing = true;
            LOG.warnf(
                    "Cannot %s AWS credentials: %s; retrying",
                    isKnown() ? "refresh" : "load", SqsFailure.describe(failure));
            LOG.debug("Cause of the failure to get AWS credentials", failure);
        }
        if (!isKnown()) {
            CompletableFuture<AwsCredentialsIdentity> waiting = known;
            known = CompletableFuture.failedFuture(failure);
            waiting.completeExceptionally(failure);
        }
    }

    /** Hears of what SQS answers to the SDK's requests. */
    private record Refusals(BackgroundCredentials credentials) implements ExecutionInterceptor {

        @Override
        public void onExecutionFailure(Context.FailedExecution execution, ExecutionAttributes attributes) {
            credentials.requestFailed(execution.exception());
        }
    }

    private boolean isKnown() {
        return known.isDone() && !known.isCompletedExceptionally();
    }
}
