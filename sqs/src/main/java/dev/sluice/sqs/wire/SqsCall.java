package dev.sluice.sqs.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/**
 * One request and its answer, which are both short enough to be held in memory. Whoever cancels the answer, or waits for longer
 * than the time-out, ends the connection.
 */
final class SqsCall<T> implements SdkAsyncHttpResponseHandler, Subscriber<ByteBuffer> {

    record Response(SdkHttpResponse head, byte[] body) {}

    /** Makes an answer of a response, or says why there is none. */
    @FunctionalInterface
    interface Reading<T> {
        T read(Response response) throws IOException;
    }

    /** Room for an answer before its first byte has come: what it announces, within these bounds. */
    private static final int LEAST_ROOM = 512;

    private static final int MOST_ROOM = 1 << 20;

    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private final Reading<T> reading;
    private SdkHttpResponse head;
    private ByteArrayOutputStream body;

    /** @param timeout from now on */
    SqsCall(ScheduledExecutorService timers, Duration timeout, Reading<T> reading) {
        this.reading = reading;
        Future<?> timer = timers.schedule(
                () -> fail(ApiCallTimeoutException.create(timeout.toMillis())),
                timeout.toNanos(),
                TimeUnit.NANOSECONDS);
        answer.whenComplete((value, failure) -> timer.cancel(false));
    }

    CompletableFuture<T> answer() {
        return answer;
    }

    void fail(Throwable failure) {
        answer.completeExceptionally(failure);
    }

    /** Sends the request, unless nobody waits for the answer any more. */
    void begin(SdkAsyncHttpClient http, SdkHttpRequest request, byte[] content) {
        if (answer.isDone()) {
            return;
        }
        CompletableFuture<Void> transfer = http.execute(AsyncExecuteRequest.builder()
                .request(request)
                .requestContentPublisher(new Content(content))
                .responseHandler(this)
                .build());
        transfer.whenComplete((nothing, failure) -> {
            if (failure != null) {
                fail(failure);
            }
        });
        answer.whenComplete((value, failure) -> {
            if (failure != null) {
                transfer.completeExceptionally(failure);
            }
        });
    }

    @Override
    public void onHeaders(SdkHttpResponse response) {
        head = response;
    }

    @Override
    public void onStream(Publisher<ByteBuffer> stream) {
        long length =
                head.firstMatchingHeader("Content-Length").map(Long::parseLong).orElse(0L);
        body = new ByteArrayOutputStream(Math.clamp(length, LEAST_ROOM, MOST_ROOM));
        stream.subscribe(this);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer part) {
        if (part.hasArray()) {
            body.write(part.array(), part.arrayOffset() + part.position(), part.remaining());
        } else {
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            body.writeBytes(bytes);
        }
    }

    @Override
    public void onError(Throwable failure) {
        fail(failure);
    }

    @Override
    public void onComplete() {
        try {
            answer.complete(reading.read(new Response(head, body.toByteArray())));
        } catch (Throwable e) {
            // An error, too: the answer would otherwise come only with the time-out.
            fail(e);
        }
    }

    /** A request's body, all at once. */
    private record Content(byte[] bytes) implements SdkHttpContentPublisher {

        @Override
        public Optional<Long> contentLength() {
            return Optional.of((long) bytes.length);
        }

        @Override
        public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
            subscriber.onSubscribe(new Subscription() {
                private boolean ended;

                @Override
                public void request(long n) {
                    if (!ended) {
                        ended = true;
                        subscriber.onNext(ByteBuffer.wrap(bytes));
                        subscriber.onComplete();
                    }
                }

                @Override
                public void cancel() {
                    ended = true;
                }
            });
        }
    }
}
