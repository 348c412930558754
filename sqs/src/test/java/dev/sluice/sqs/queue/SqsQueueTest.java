package dev.sluice.sqs.queue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What a request's caller gets, whatever happens while the request is made. The queue itself is never asked. */
class SqsQueueTest {

    private static final String URL = "http://127.0.0.1:1/000000000000/jobs";

    private final SqsAsyncClient client = SqsAsyncClient.builder()
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .build();
    private final SqsQueue queue = new SqsQueue(client, URL);

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void anErrorWhileTheRequestIsMadeIsItsAnswer() {
        CompletableFuture<String> answer =
                queue.call(SqsOperation.RECEIVE, Duration.ofSeconds(1), (address, timeLeft) -> {
                    throw new OutOfMemoryError("made up");
                });

        assertThat(answer)
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .withCauseInstanceOf(OutOfMemoryError.class);
    }
}
