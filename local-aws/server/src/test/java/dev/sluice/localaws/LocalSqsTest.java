package dev.sluice.localaws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LocalSqsTest {

    private static LocalSqs local;
    private static SqsClient sqs;

    @BeforeAll
    static void start() {
        local = LocalSqs.start(0);
        sqs = Clients.of(local);
    }

    @AfterAll
    static void stop() {
        sqs.close();
        local.close();
    }

    @Test
    void aMessageThatIsSentIsReceived() {
        String url = create("greetings");

        sqs.sendMessage(m -> m.queueUrl(url).messageBody("hello"));

        assertThat(receive(url)).extracting(Message::body).containsExactly("hello");
    }

    @Test
    void queueUrlsPointToThePortThatWasBound() {
        assertThat(local.endpoint().getPort()).isPositive();
        assertThat(create("addressed")).isEqualTo(local.endpoint() + "/000000000000/addressed");
    }

    @Test
    void aMessageGoesToTheDeadLetterQueueAfterTooManyReceives() {
        var urls = local.createQueues(new QueueSpec("poisoned", 2, Duration.ZERO));
        sqs.sendMessage(m -> m.queueUrl(urls.get("poisoned")).messageBody("poison"));

        for (int receive = 1; receive <= 2; receive++) {
            Message message = receive(urls.get("poisoned")).getFirst();
            assertThat(message.attributes())
                    .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, Integer.toString(receive));
        }

        assertThat(receive(urls.get("poisoned"))).isEmpty();
        assertThat(receive(urls.get("poisoned-dlq"))).extracting(Message::body).containsExactly("poison");
    }

    @Test
    void aFifoQueueAndItsDeadLetterQueueKeepTheOrderOfAGroup() {
        var urls = local.createQueues(QueueSpec.named("ordered.fifo"));
        for (String body : List.of("first", "second", "third")) {
            sqs.sendMessage(m -> m.queueUrl(urls.get("ordered.fifo"))
                    .messageBody(body)
                    .messageGroupId("g")
                    .messageDeduplicationId(body));
        }

        assertThat(receive(urls.get("ordered.fifo")))
                .extracting(Message::body)
                .containsExactly("first", "second", "third");
        assertThat(attribute(urls.get("ordered-dlq.fifo"), QueueAttributeName.FIFO_QUEUE))
                .isEqualTo("true");
    }

    @Test
    void aBodyOfOneMebibyteIsTakenAndOneMoreByteIsNot() {
        String url = create("large");
        String largest = "x".repeat(1_048_576);

        sqs.sendMessage(m -> m.queueUrl(url).messageBody(largest));

        assertThat(receive(url)).extracting(Message::body).containsExactly(largest);
        assertThatThrownBy(() -> sqs.sendMessage(m -> m.queueUrl(url).messageBody(largest + "x")))
                .isInstanceOf(SqsException.class);
    }

    @Test
    void aBatchMayHoldOneMebibyteInAllAndNotMore() {
        String url = create("batches");
        String half = "x".repeat(524_288);

        sendBatch(url, half, half);

        assertThatThrownBy(() -> sendBatch(url, half, half + "x")).isInstanceOf(SqsException.class);
    }

    @Test
    void aBatchOfMoreThanTenIsRefused() {
        String url = create("crowded");
        String[] ten = "one two three four five six seven eight nine ten".split(" ");

        sendBatch(url, ten);

        assertThatThrownBy(() -> sendBatch(url, Arrays.copyOf(ten, 11))).isInstanceOf(SqsException.class);
    }

    @Test
    void aCharacterThatXmlForbidsIsRefused() {
        String url = create("characters");

        assertThatThrownBy(() -> sqs.sendMessage(m -> m.queueUrl(url).messageBody("null: \u0000")))
                .isInstanceOf(SqsException.class);
    }

    @Test
    void twoRunInOneJvmAndShareNothing() {
        create("mine");
        try (LocalSqs other = LocalSqs.start(0);
                SqsClient client = Clients.of(other)) {
            assertThat(client.listQueues().queueUrls()).isEmpty();
            other.createQueues(QueueSpec.named("mine"));
            assertThat(client.listQueues().queueUrls())
                    .hasSize(2)
                    .allMatch(url -> url.startsWith(other.endpoint() + "/"));
        }
        assertThat(Queues.answerAt(local.endpoint())).isTrue();
    }

    @Test
    void aTakenPortIsNamed() {
        int port = local.endpoint().getPort();

        assertThatThrownBy(() -> LocalSqs.start(port))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(BindException.class)
                .hasMessageContaining("port " + port + " on 127.0.0.1 cannot be bound: Address already in use");
    }

    @Test
    void aPortThatCannotBeIsRefused() {
        assertThatThrownBy(() -> LocalSqs.start(80_000)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyTheLoopbackIsBound() throws IOException {
        for (InetAddress address :
                InetAddress.getAllByName(InetAddress.getLocalHost().getHostName())) {
            if (!address.isLoopbackAddress()) {
                assertThatThrownBy(() -> new Socket(address, local.endpoint().getPort()).close())
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void itClosesWithinAboutASecondWhileLongPollsAreOpen() throws Exception {
        LocalSqs closing = LocalSqs.start(0);
        String url = closing.createQueues(QueueSpec.named("quiet")).get("quiet");
        CountDownLatch sent = new CountDownLatch(3);
        try (ExecutorService pollers = Executors.newFixedThreadPool(3);
                SqsClient client = Clients.of(closing.endpoint(), sent::countDown)) {
            List<Future<?>> polls = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                polls.add(pollers.submit(() -> client.receiveMessage(
                        r -> r.queueUrl(url).maxNumberOfMessages(1).waitTimeSeconds(20))));
            }
            sent.await();
            // Requests on other connections: by the time they are answered, the polls have been read too.
            for (int i = 0; i < 5; i++) {
                assertThat(Queues.answerAt(closing.endpoint())).isTrue();
            }
            assertThat(polls).noneMatch(Future::isDone);

            long before = System.nanoTime();
            closing.close();

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(1_500));
            assertThat(polls).allSatisfy(poll -> assertThatThrownBy(poll::get).hasCauseInstanceOf(SdkException.class));
        }
        LocalSqs.start(closing.endpoint().getPort()).close();
    }

    @Test
    void aSecondCloseDoesNothing() {
        LocalSqs closed = LocalSqs.start(0);
        closed.close();
        closed.close();
        assertThat(Queues.answerAt(closed.endpoint())).isFalse();
    }

    @Test
    void somethingElseOnThePortIsNoSqs() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Queues.answerAt(URI.create("http://127.0.0.1:" + silent.getLocalPort())))
                    .isFalse();
        }
    }

    private static String create(String name) {
        return local.createQueues(QueueSpec.named(name)).get(name);
    }

    private static List<Message> receive(String url) {
        return sqs.receiveMessage(r -> r.queueUrl(url)
                        .maxNumberOfMessages(10)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }

    private static void sendBatch(String url, String... bodies) {
        List<SendMessageBatchRequestEntry> entries = IntStream.range(0, bodies.length)
                .mapToObj(i -> SendMessageBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .messageBody(String.valueOf(bodies[i]))
                        .build())
                .toList();
        assertThat(sqs.sendMessageBatch(b -> b.queueUrl(url).entries(entries)).failed())
                .isEmpty();
    }

    private static String attribute(String url, QueueAttributeName name) {
        return sqs.getQueueAttributes(q -> q.queueUrl(url).attributeNames(name))
                .attributes()
                .get(name);
    }
}
