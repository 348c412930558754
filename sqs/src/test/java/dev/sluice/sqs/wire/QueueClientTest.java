package dev.sluice.sqs.wire;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

import dev.sluice.sqs.OutgoingSqsMetadata;
import dev.sluice.sqs.SqsFailure;
import dev.sluice.sqs.batch.Answer;
import dev.sluice.sqs.loop.LoopGroup;
import dev.sluice.sqs.queue.SqsQueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

/** What the client says and understands is what the SDK's own says and understands; where it can, a test asks both. */
class QueueClientTest {

    private static final String URL = "https://sqs.eu-central-1.amazonaws.com/123456789012/jobs";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final AwsCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsSessionCredentials.create("key", "secret", "token"));
    private static final String NOTHING_TO_SAY = "{}";
    private static final String BODY = "\"quoted\" \\ \t ü 你好 \uD83D\uDE80";
    private static final Map<String, MessageAttributeValue> ATTRIBUTES = Map.of(
            "text", attribute("String").stringValue("ü").build(),
            "number", attribute("Number").stringValue("1").build(),
            "bytes",
                    attribute("Binary.gif")
                            .binaryValue(SdkBytes.fromByteArray(new byte[] {0, -1, 1}))
                            .build());
    private static final ReceiveMessageRequest RECEIVE =
            ReceiveMessageRequest.builder().queueUrl(URL).build();

    private final LoopGroup loops = new LoopGroup(1, "test-wire");
    private final CannedServer server = new CannedServer();
    private final SqsEndpoint endpoint = endpoint(CREDENTIALS);
    private final SqsAsyncClient sdk = endpoint.sdk();
    private final QueueClient client = endpoint.client(new SqsQueue(sdk, URL));

    @AfterEach
    void close() {
        endpoint.close();
        server.close();
        loops.close();
    }

    @Test
    void asksForMessagesAsTheSdkDoes() {
        var request = ReceiveMessageRequest.builder()
                .queueUrl(URL)
                .maxNumberOfMessages(10)
                .waitTimeSeconds(20)
                .visibilityTimeout(30)
                .messageAttributeNames("All")
                .messageSystemAttributeNames(
                        MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
                        MessageSystemAttributeName.SENT_TIMESTAMP,
                        MessageSystemAttributeName.MESSAGE_GROUP_ID)
                .build();

        assertSameRequest(
                () -> client.receive(10, Duration.ofSeconds(20), Duration.ofSeconds(30), PATIENCE),
                () -> sdk.receiveMessage(request));
    }

    @Test
    void sendsMessagesAsTheSdkDoes() {
        assertSameRequest(
                () -> client.send(messages(), PATIENCE),
                () -> sdk.sendMessageBatch(request -> request.queueUrl(URL)
                        .entries(
                                entry(0),
                                entry(1).toBuilder()
                                        .messageDeduplicationId(null)
                                        .build())));
    }

    @Test
    void sendsDeduplicationIdsToFifoQueues() {
        String url = URL + ".fifo";
        QueueClient fifo = endpoint.client(new SqsQueue(sdk, url));

        assertSameRequest(
                () -> fifo.send(messages(), PATIENCE),
                () -> sdk.sendMessageBatch(request -> request.queueUrl(url).entries(entry(0), entry(1))));
    }

    private static List<OutgoingMessage> messages() {
        var metadata = OutgoingSqsMetadata.NONE
                .withDelay(Duration.ofMinutes(15))
                .withGroupId("tenant")
                .withDeduplicationId("once");
        return List.of(
                OutgoingMessage.of("plain", OutgoingSqsMetadata.NONE), OutgoingMessage.of(BODY, metadata, ATTRIBUTES));
    }

    private static SendMessageBatchRequestEntry entry(int id) {
        var entry = SendMessageBatchRequestEntry.builder().id(Integer.toString(id));
        return id == 0
                ? entry.messageBody("plain").build()
                : entry.messageBody(BODY)
                        .delaySeconds(900)
                        .messageGroupId("tenant")
                        .messageDeduplicationId("once")
                        .messageAttributes(ATTRIBUTES)
                        .build();
    }

    @Test
    void deletesMessagesAsTheSdkDoes() {
        var handles = List.of("handle+/= 0", "handle+/= 1");

        assertSameRequest(
                () -> client.delete(handles, PATIENCE),
                () -> sdk.deleteMessageBatch(request -> request.queueUrl(URL)
                        .entries(
                                DeleteMessageBatchRequestEntry.builder()
                                        .id("0")
                                        .receiptHandle(handles.get(0))
                                        .build(),
                                DeleteMessageBatchRequestEntry.builder()
                                        .id("1")
                                        .receiptHandle(handles.get(1))
                                        .build())));
    }

    @Test
    void changesVisibilityAsTheSdkDoes() {
        assertSameRequest(
                () -> client.changeVisibility(List.of(new VisibilityChange("handle", 0)), PATIENCE),
                () -> sdk.changeMessageVisibilityBatch(request -> request.queueUrl(URL)
                        .entries(ChangeMessageVisibilityBatchRequestEntry.builder()
                                .id("0")
                                .receiptHandle("handle")
                                .visibilityTimeout(0)
                                .build())));
    }

    @Test
    void hidesNoMessageForLongerThanSqsTakes() {
        assertThat(new VisibilityChange("handle", 50_000).seconds()).isEqualTo(43_200);
    }

    @Test
    void signsWhatArrives() {
        server.answer(NOTHING_TO_SAY);

        client.delete(List.of("handle"), PATIENCE).join();

        assertThat(server.last()).matches(request -> Signature.holds(request, "secret", "eu-central-1"));
        assertThat(server.last()).matches(request -> !Signature.holds(request, "another", "eu-central-1"));
        assertThat(server.last().headers().get("X-Amz-Security-Token")).isEqualTo("token");
    }

    @Test
    void theSdksOwnSignaturePassesTheSameCheck() {
        server.answer("{\"QueueUrl\": \"" + URL + "\"}");

        sdk.getQueueUrl(request -> request.queueName("jobs")).join();

        assertThat(server.last()).matches(request -> Signature.holds(request, "secret", "eu-central-1"));
    }

    @Test
    void goesWhereTheRulesForTheRegionSay() {
        try (var sdk = SqsAsyncClient.builder()
                .region(Region.CN_NORTH_1)
                .credentialsProvider(CREDENTIALS)
                .build()) {
            assertThat(RequestSigner.as(sdk.serviceClientConfiguration()).endpoint())
                    .hasToString("https://sqs.cn-north-1.amazonaws.com.cn");
        }
    }

    @Test
    void readsMessagesAsTheSdkDoes() {
        String body = "ü \uD83D\uDE80 {\"a\": 1}";
        server.answer("""
                {"Future": {"is": ["unknown"]},
                 "Messages": [
                   {"MessageId": "1", "ReceiptHandle": "a/b+c=", "Body": %s, "MD5OfBody": "0",
                    "Attributes": {"SentTimestamp": "1", "New": "2"},
                    "MessageAttributes": {
                      "text": {"DataType": "String", "StringValue": "v"},
                      "bytes": {"DataType": "Binary", "BinaryValue": "AP8B"}}},
                   {"MessageId": "2", "ReceiptHandle": "d", "Body": "", "MD5OfBody": "0",
                    "Attributes": null}]}""".formatted(Json.encode(body)));

        List<Message> messages = receive(PATIENCE).join();

        var asTheSdk = sdk.receiveMessage(RECEIVE).join().messages().stream()
                .map(message -> message.toBuilder().md5OfBody(null).build())
                .toList();
        assertThat(messages).isEqualTo(asTheSdk).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("emptyAnswers")
    void takesAnAnswerWithoutMessagesForNone(String answer) {
        server.answer(answer);

        assertThat(receive(PATIENCE).join()).isEmpty();
    }

    static List<String> emptyAnswers() {
        return List.of("{}", "{\"Messages\": []}", "{\"Messages\": null}");
    }

    @Test
    void sortsABatchsAnswersIntoTheOrderOfTheRequestAndMissesNone() {
        server.answer("""
                {"Failed": [{"Id": "0", "Code": "InternalError", "Message": "Try again", "SenderFault": false}],
                 "Successful": [{"Id": "2", "MessageId": "id-2", "MD5OfMessageBody": "x"}, {"MessageId": "id-1", "Id": "1"}]}""");
        var messages = Collections.nCopies(4, OutgoingMessage.of("b", OutgoingSqsMetadata.NONE));

        List<Answer<String>> answers = client.send(messages, PATIENCE).join();

        assertThat(answers)
                .startsWith(
                        new Answer.Failed<>("InternalError", "Try again", false),
                        new Answer.Done<>("id-1"),
                        new Answer.Done<>("id-2"))
                .hasSize(4);
        assertThat(answers.getLast()).isInstanceOf(Answer.Failed.class);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void meansTheSameByARefusalAsTheSdk(int status, Map<String, String> headers, String body) {
        server.answer(status, headers, body);

        Throwable failure = failure(receive(PATIENCE));

        Throwable sdks = failure(sdk.receiveMessage(RECEIVE));
        assertThat(SqsFailure.code(failure)).isEqualTo(SqsFailure.code(sdks)).isNotEmpty();
        assertThat(SqsFailure.isQueueMissing(failure)).isEqualTo(SqsFailure.isQueueMissing(sdks));
        assertThat(SqsFailure.isRequestAtFault(failure)).isEqualTo(SqsFailure.isRequestAtFault(sdks));
        assertThat(failure).isInstanceOfSatisfying(SdkServiceException.class, service -> {
            assertThat(service.statusCode()).isEqualTo(status);
            assertThat(service.isThrottlingException()).isEqualTo(((SdkServiceException) sdks).isThrottlingException());
        });
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(400, Map.of(), "{\"__type\": \"com.amazonaws.sqs#OverLimit\", \"message\": \"Too many\"}"),
                Arguments.of(403, Map.of(), "{\"__type\": \"InvalidClientTokenId\", \"Message\": \"Who?\"}"),
                Arguments.of(
                        400,
                        Map.of(),
                        "{\"__type\": \"com.amazonaws.sqs#InvalidAddress:http://x/\", \"message\": \"Eh\"}"),
                Arguments.of(400, Map.of(), "{\"__type\": \"com.amazon.coral.service#ThrottlingException\"}"),
                Arguments.of(
                        400,
                        Map.of("x-amzn-query-error", "InvalidParameterValue;Sender"),
                        "{\"__type\": \"com.amazon.coral.service#InvalidParameterValueException\"}"),
                Arguments.of(500, Map.of(), "{\"__type\": \"com.amazonaws.sqs#InternalFailure\", \"more\": [1]}"));
    }

    @ParameterizedTest
    @MethodSource("missingQueues")
    void seesThatAQueueIsMissing(Map<String, String> headers) {
        server.answer(400, headers, "{\"__type\": \"com.amazonaws.sqs#QueueDoesNotExist\", \"message\": \"No such\"}");

        assertThat(failure(receive(PATIENCE))).matches(SqsFailure::isQueueMissing);
        assertThat(failure(sdk.receiveMessage(RECEIVE))).matches(SqsFailure::isQueueMissing);
    }

    static List<Map<String, String>> missingQueues() {
        return List.of(Map.of(), Map.of("x-amzn-query-error", "AWS.SimpleQueueService.NonExistentQueue;Sender"));
    }

    @Test
    void tellsTheStatusWhenSomethingElseAnswersInSqssPlace() {
        server.answer(502, Map.of("Content-Type", "text/html"), "<html>Bad gateway</html>");

        Throwable failure = failure(receive(PATIENCE));

        assertThat(SqsFailure.describe(failure)).isEqualTo("status 502");
        assertThat(SqsFailure.isRequestAtFault(failure)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void failsOnAnAnswerThatIsNone(String body) {
        server.answer(body);

        Throwable failure = failure(receive(PATIENCE));

        assertThat(failure).isInstanceOf(IOException.class);
        assertThat(SqsFailure.isRequestAtFault(failure)).isFalse();
    }

    static List<String> nonsense() {
        return List.of("", "[]", "<html/>", "{\"Messages\": {}}", "{\"Messages\": [1]}", "{\"Messages\": [{\"Body\": ");
    }

    @Test
    void givesUpInTimeAndEndsTheConnection() {
        server.stayMute();

        assertThatThrownBy(() -> receive(Duration.ofMillis(200)).get(5, TimeUnit.SECONDS))
                .hasCauseInstanceOf(ApiCallTimeoutException.class);
        await().until(() -> server.openConnections() == 0);
    }

    @Test
    void givesUpInTimeOnCredentialsThatDoNotCome() {
        try (SqsEndpoint waiting = endpoint(new AwsCredentialsProvider() {
            @Override
            public AwsCredentials resolveCredentials() {
                throw new UnsupportedOperationException();
            }

            @Override
            public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(ResolveIdentityRequest request) {
                return new CompletableFuture<>();
            }
        })) {
            var answer = ask(waiting, Duration.ofMillis(200));

            assertThatThrownBy(() -> answer.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(ApiCallTimeoutException.class);
        }
    }

    @Test
    void endsTheConnectionOfARequestThatIsCancelled() {
        server.stayMute();
        var answer = receive(PATIENCE);
        await().until(() -> server.requests().size() == 1);

        answer.cancel(true);

        await().until(() -> server.openConnections() == 0);
    }

    @Test
    void usesAConnectionAgain() {
        server.answer(NOTHING_TO_SAY);

        for (int i = 0; i < 5; i++) {
            receive(PATIENCE).join();
        }

        assertThat(server.openConnections()).isEqualTo(1);
    }

    @Test
    void goesBySqssClockOnceSqsHasRefusedItsOwn() {
        Instant theirs = Instant.now().plus(Duration.ofHours(3));
        server.answer(
                403,
                Map.of("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(theirs.atOffset(ZoneOffset.UTC))),
                "{\"__type\": \"com.amazonaws.sqs#InvalidSignatureException\", \"message\": \"Signature expired\"}");
        failure(receive(PATIENCE));

        failure(receive(PATIENCE));

        Instant signed = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX")
                .parse(server.last().headers().get("X-Amz-Date"), Instant::from);
        assertThat(signed).isCloseTo(theirs, within(Duration.ofMinutes(1)));
    }

    @Test
    void saysWhyThereAreNoCredentials() {
        try (SqsEndpoint lost = endpoint(() -> {
            throw new IllegalStateException("No credentials here");
        })) {
            var answer = ask(lost, PATIENCE);

            assertThatThrownBy(() -> answer.get(5, TimeUnit.SECONDS))
                    .rootCause()
                    .hasMessage("No credentials here");
        }
    }

    /** A request without the look at the credentials that comes before a queue's first. */
    private static CompletableFuture<?> ask(SqsEndpoint endpoint, Duration timeout) {
        return endpoint.protocol().call("ReceiveMessage", JsonGenerator::writeStartObject, timeout, json -> null);
    }

    private CompletableFuture<List<Message>> receive(Duration timeout) {
        return client.receive(10, Duration.ZERO, Duration.ofSeconds(30), timeout);
    }

    private SqsEndpoint endpoint(AwsCredentialsProvider credentials) {
        SdkAsyncHttpClient http = NettyNioAsyncHttpClient.builder()
                .eventLoopGroup(loops.forClient())
                .build();
        SqsAsyncClient sdk = SqsAsyncClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(credentials)
                .httpClient(http)
                .checksumValidationEnabled(false)
                .overrideConfiguration(setup -> setup.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
        return new SqsEndpoint(sdk, http, loops.timers());
    }

    /** Both get an answer that says nothing; what counts is what they have asked. */
    private void assertSameRequest(Supplier<CompletableFuture<?>> ours, Supplier<CompletableFuture<?>> sdks) {
        server.answer(NOTHING_TO_SAY);
        ours.get().join();
        sdks.get().join();
        var asked = server.requests().getFirst();
        var asTheSdk = server.requests().getLast();
        assertThat(asked.body()).isEqualTo(asTheSdk.body());
        for (String name : List.of("X-Amz-Target", "Content-Type", "x-amzn-query-mode")) {
            assertThat(asked.headers().get(name))
                    .isNotNull()
                    .isEqualTo(asTheSdk.headers().get(name));
        }
    }

    private static Throwable failure(CompletableFuture<?> answer) {
        return SqsFailure.unwrap(answer.handle((value, failure) -> failure)
                .orTimeout(10, TimeUnit.SECONDS)
                .join());
    }

    private static MessageAttributeValue.Builder attribute(String dataType) {
        return MessageAttributeValue.builder().dataType(dataType);
    }
}
