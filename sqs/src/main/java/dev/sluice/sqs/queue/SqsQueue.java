package dev.sluice.sqs.queue;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

import dev.sluice.sqs.SqsFailure;

/**
 * A queue by its name, and where it is. Addresses are looked up when they are first needed and never by blocking:
 * the queue may be unreachable, or not made yet, when the application starts.
 */
public final class SqsQueue {

    /** Short, since whoever needs the address looks again, and a client of the producer may be waiting for it. */
    private static final Duration LOOK_UP_TIMEOUT = Duration.ofMillis(1500);

    /** A queue's address does not change; one that leads nowhere is forgotten when a request says so. */
    private static final Duration ADDRESS_LIFE = Duration.ofDays(10_000);
    /** Whoever gives a queue a dead-letter queue, or another one, need not restart the workers. */
    private static final Duration POLICY_LIFE = Duration.ofMinutes(1);

    private static final RuntimeException NO_CREDENTIALS_YET =
            SdkClientException.create("The provider of AWS credentials has not answered yet");

    private final SqsAsyncClient client;
    private final String nameOrUrl;
    /** Whose queue it is; empty for the account of the credentials. */
    private final String account;

    private final QueueHealth health;
    private final RequestCounter requests;
    private final RedrivePolicyWatch redrivePolicy = new RedrivePolicyWatch(this::findRedrivePolicy, System::nanoTime);
    private final AsyncMemo<String> url = new AsyncMemo<>(ADDRESS_LIFE, this::findUrl);
    private final AsyncMemo<Optional<String>> deadLetterUrl = new AsyncMemo<>(POLICY_LIFE, this::findDeadLetterUrl);

    /** A queue whose requests are not counted: an operator looks at it now and then. */
    public SqsQueue(SqsAsyncClient client, String nameOrUrl) {
        this(client, nameOrUrl, new CompositeMeterRegistry());
    }

    /** @param meters counts the requests */
    public SqsQueue(SqsAsyncClient client, String nameOrUrl, MeterRegistry meters) {
        this(client, nameOrUrl, "", meters, Optional.empty());
    }

    /** The queue of this ARN, which may lie in another account; its requests are not counted. */
    public SqsQueue(SqsAsyncClient client, QueueArn arn) {
        this(client, arn.name(), arn.account(), new CompositeMeterRegistry(), Optional.empty());
    }

    /**
     * @param url where it is
     * @param health told of what becomes of requests
     */
    public SqsQueue(SqsAsyncClient client, String url, MeterRegistry meters, QueueHealth health) {
        this(client, url, "", meters, Optional.of(health));
    }

    private SqsQueue(
            SqsAsyncClient client,
            String nameOrUrl,
            String account,
            MeterRegistry meters,
            Optional<QueueHealth> health) {
        this.client = client;
        this.nameOrUrl = nameOrUrl;
        this.account = account;
        this.health = health.orElseGet(() -> new QueueHealth(name()));
        this.requests = new RequestCounter(meters, name());
    }

    public String name() {
        return QueueName.of(nameOrUrl);
    }

    /** Whether it is a FIFO queue, which SQS tells by the name. */
    public boolean isFifo() {
        return nameOrUrl.endsWith(".fifo");
    }

    public QueueHealth health() {
        return health;
    }

    /** The queue's URL. A failed look-up is not remembered: the next call looks again. */
    public CompletableFuture<String> url() {
        return url.get();
    }

    /** Asks SQS whether the queue is there, and tells its health. */
    public void probe() {
        CompletableFuture<?> answer = url.isAsked() ? redrivePolicy.read() : url();
        answer.whenComplete((found, failure) -> {
            if (failure == null) {
                health.about(SqsOperation.LOOK_UP).ok();
            } else {
                health.about(SqsOperation.LOOK_UP).failed(failure);
            }
        });
    }

    /** The URL of the queue's dead-letter queue, from its redrive policy; empty when it has none. */
    public CompletableFuture<Optional<String>> deadLetterUrl() {
        return deadLetterUrl.get();
    }

    /** Asks SQS for the dead-letter queue's URL anew, whatever is remembered of it. */
    public CompletableFuture<Optional<String>> lookUpDeadLetters() {
        deadLetterUrl.forget();
        return deadLetterUrl.get();
    }

    /**
     * How often its redrive policy lets a message be received, {@link Integer#MAX_VALUE} when it has none. Asks SQS
     * without waiting for the answer: empty until there is one.
     */
    public OptionalInt maxReceiveCount() {
        return redrivePolicy.maxReceiveCount();
    }

    /** Whether a message that was received so often may not be received again; false while that is not known. */
    public boolean isLastReceive(int receiveCount) {
        return receiveCount >= maxReceiveCount().orElse(Integer.MAX_VALUE);
    }

    /**
     * Makes a request to the queue. When the answer says that the address leads nowhere, the address is forgotten: a
     * deleted queue may be made again. To cancel the answer cancels the request.
     *
     * @param operation what is asked of the queue
     * @param timeout for the whole of it, with the look-up of the address if there must be one
     * @param request given the address and the time that is left
     */
    public <T> CompletableFuture<T> call(
            SqsOperation operation, Duration timeout, BiFunction<String, Duration, CompletableFuture<T>> request) {
        long deadline = System.nanoTime() + timeout.toNanos();
        CompletableFuture<T> answer = new CompletableFuture<>();
        url().whenComplete((address, failure) -> {
            if (failure != null) {
                fail(answer, failure);
            } else if (!answer.isDone()) {
                requests.add(operation);
                long left = Math.max(1_000_000, deadline - System.nanoTime());
                send(() -> request.apply(address, Duration.ofNanos(left)), answer);
            }
        });
        return answer;
    }

    private <T> void send(Supplier<CompletableFuture<T>> request, CompletableFuture<T> answer) {
        CompletableFuture<T> sent;
        try {
            sent = request.get();
        } catch (Throwable e) {
            // An error, too: nobody above would see it, and whoever waits for the answer would wait for ever.
            fail(answer, e);
            return;
        }
        sent.whenComplete((result, failure) -> {
            if (failure == null) {
                answer.complete(result);
            } else {
                fail(answer, failure);
            }
        });
        answer.whenComplete((result, failure) -> {
            if (failure instanceof CancellationException) {
                sent.cancel(true);
            }
        });
    }

    private void fail(CompletableFuture<?> answer, Throwable failure) {
        if (SqsFailure.isQueueMissing(failure)) {
            url.forget();
            deadLetterUrl.forget();
        }
        answer.completeExceptionally(failure);
    }

    private boolean isUrl() {
        return nameOrUrl.startsWith("https://") || nameOrUrl.startsWith("http://");
    }

    private CompletableFuture<String> findUrl() {
        return isUrl() ? onceSigned(() -> CompletableFuture.completedFuture(nameOrUrl)) : lookUp(nameOrUrl, account);
    }

    private CompletableFuture<Optional<String>> findDeadLetterUrl() {
        return redrivePolicy.read().thenCompose(policy -> policy.deadLetterQueue()
                .map(arn -> lookUp(arn.name(), arn.account()).thenApply(Optional::of))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
    }

    private CompletableFuture<String> lookUp(String name, String owner) {
        requests.add(SqsOperation.LOOK_UP);
        return onceSigned(() -> client.getQueueUrl(request -> request.queueName(name)
                        .queueOwnerAWSAccountId(owner.isEmpty() ? null : owner)
                        .overrideConfiguration(override -> override.apiCallTimeout(LOOK_UP_TIMEOUT))))
                .thenApply(answer -> answer.queueUrl());
    }

    /** The SDK waits for credentials on the thread that makes the request; so it is made when they are there. */
    private <T> CompletableFuture<T> onceSigned(Supplier<CompletableFuture<T>> request) {
        return client.serviceClientConfiguration()
                .credentialsProvider()
                .resolveIdentity()
                .handle((credentials, failure) -> failure)
                .completeOnTimeout(NO_CREDENTIALS_YET, LOOK_UP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .thenCompose(failure -> failure == null ? request.get() : CompletableFuture.failedFuture(failure));
    }

    private CompletableFuture<RedrivePolicy> findRedrivePolicy() {
        return url().thenCompose(address -> {
            requests.add(SqsOperation.LOOK_UP);
            return onceSigned(() -> client.getQueueAttributes(request -> request.queueUrl(address)
                            .attributeNames(QueueAttributeName.REDRIVE_POLICY)
                            .overrideConfiguration(override -> override.apiCallTimeout(LOOK_UP_TIMEOUT))))
                    .thenApply(answer -> RedrivePolicy.of(answer.attributes()));
        });
    }
}
