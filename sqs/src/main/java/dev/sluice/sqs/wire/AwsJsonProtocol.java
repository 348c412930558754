package dev.sluice.sqs.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Requests of the AWS JSON protocol, version 1.0: a POST of one JSON object that is answered with another one. */
final class AwsJsonProtocol {

    private static final String CONTENT_TYPE = "application/x-amz-json-1.0";
    private static final String TARGET = "AmazonSQS.";
    private static final String USER_AGENT = "sluice";
    private static final int TYPICAL_BODY = 4_096;

    private final JsonFactory factory = JsonFactory.builder()
            // Names of attributes are whatever senders choose.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    private final RequestSigner signing;
    private final SdkAsyncHttpClient http;
    private final ScheduledExecutorService timers;

    AwsJsonProtocol(RequestSigner signing, SdkAsyncHttpClient http, ScheduledExecutorService timers) {
        this.signing = signing;
        this.http = http;
        this.timers = timers;
    }

    /** Writes a request's body. */
    @FunctionalInterface
    interface Writer {
        void write(JsonGenerator json) throws IOException;
    }

    /** Reads an answer's body; the parser is at its first token. */
    @FunctionalInterface
    interface Reader<T> {
        T read(JsonParser json) throws IOException;
    }

    <T> CompletableFuture<T> call(String action, Writer request, Duration timeout, Reader<T> answer) {
        try {
            byte[] body = body(request);
            var exchange = new SqsCall<>(timers, timeout, response -> read(response, answer));
            signing.credentials().whenComplete((identity, failure) -> {
                if (failure != null) {
                    exchange.fail(failure);
                    return;
                }
                try {
                    exchange.begin(http, signing.sign(head(action, body.length), body, identity), body);
                } catch (Throwable e) {
                    // An error, too: without an answer nobody tries again.
                    exchange.fail(e);
                }
            });
            return exchange.answer();
        } catch (Throwable e) {
            // A body can take more memory than there is, and the next try may have it.
            return CompletableFuture.failedFuture(e);
        }
    }

    private byte[] body(Writer request) {
        var bytes = new ByteArrayOutputStream(TYPICAL_BODY);
        try (JsonGenerator json = factory.createGenerator(bytes)) {
            request.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private SdkHttpRequest head(String action, int length) {
        return SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(signing.endpoint())
                .putHeader("Content-Type", CONTENT_TYPE)
                .putHeader("Content-Length", Integer.toString(length))
                .putHeader("User-Agent", USER_AGENT)
                .putHeader("X-Amz-Target", TARGET + action)
                // Errors then have the codes of the API reference, too, and not only the names of their shapes.
                .putHeader("x-amzn-query-mode", "true")
                .build();
    }

    private <T> T read(SqsCall.Response response, Reader<T> answer) throws IOException {
        try (JsonParser json = factory.createParser(response.body())) {
            if (!response.head().isSuccessful()) {
                throw refusal(response.head(), json);
            }
            json.nextToken();
            return answer.read(json);
        }
    }

    private SqsException refusal(SdkHttpResponse head, JsonParser body) {
        SqsException failure = ErrorJson.read(head, body, signing.skew());
        signing.refused(failure);
        return failure;
    }
}
