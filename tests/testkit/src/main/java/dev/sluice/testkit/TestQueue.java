package dev.sluice.testkit;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

import dev.sluice.localaws.QueueSpec;
import dev.sluice.localaws.Queues;

/** A queue with its dead-letter queue, as a test looks at it from outside: with a client of its own. */
public final class TestQueue implements AutoCloseable {

    private final SqsClient client;
    private final String url;
    private final String deadLetterUrl;

    private TestQueue(URI endpoint, QueueSpec spec) {
        Map<String, String> urls = Queues.ensure(endpoint, List.of(spec));
        this.client = SqsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(Queues.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(Queues.CREDENTIAL, Queues.CREDENTIAL)))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        this.url = urls.get(spec.name());
        this.deadLetterUrl = client.getQueueUrl(request -> request.queueName(spec.deadLetterQueueName()))
                .queueUrl();
    }

    /** The queue of this form at this server, made if it is not there. */
    public static TestQueue at(URI endpoint, QueueSpec spec) {
        return new TestQueue(endpoint, spec);
    }

    public String url() {
        return url;
    }

    public void send(String body) {
        client.sendMessage(request -> request.queueUrl(url).messageBody(body));
    }

    /** Sends a message with attributes, which {@link #string} and the like make. */
    public void send(String body, Map<String, MessageAttributeValue> attributes) {
        client.sendMessage(request -> request.queueUrl(url).messageBody(body).messageAttributes(attributes));
    }

    public static MessageAttributeValue string(String value) {
        return attribute("String", value);
    }

    public static MessageAttributeValue attribute(String dataType, String value) {
        return MessageAttributeValue.builder()
                .dataType(dataType)
                .stringValue(value)
                .build();
    }

    public static MessageAttributeValue binary(byte[] value) {
        return MessageAttributeValue.builder()
                .dataType("Binary")
                .binaryValue(SdkBytes.fromByteArray(value))
                .build();
    }

    /** Sends a message of a message group, to a queue of either kind. */
    public void sendInGroup(String groupId, String body) {
        client.sendMessage(request -> {
            request.queueUrl(url).messageGroupId(groupId).messageBody(body);
            if (url.endsWith(".fifo")) {
                request.messageDeduplicationId(UUID.randomUUID().toString());
            }
        });
    }

    /** Puts a message into the dead-letter queue, as a worker does that rejects a job. */
    public void sendDeadLetter(String body, Map<String, MessageAttributeValue> attributes) {
        client.sendMessage(
                request -> request.queueUrl(deadLetterUrl).messageBody(body).messageAttributes(attributes));
    }

    /** Sends so many messages in full batches, with the bodies {@code m0}, {@code m1} and so on. */
    public void sendMany(int count) {
        sendAll(IntStream.range(0, count).mapToObj(i -> "m" + i).toList());
    }

    /** Sends messages with these bodies, in full batches; may be called by several threads at once. */
    public void sendAll(List<String> bodies) {
        for (int first = 0; first < bodies.size(); first += 10) {
            List<SendMessageBatchRequestEntry> entries = IntStream.range(first, Math.min(first + 10, bodies.size()))
                    .mapToObj(i -> SendMessageBatchRequestEntry.builder()
                            .id(Integer.toString(i))
                            .messageBody(bodies.get(i))
                            .build())
                    .toList();
            client.sendMessageBatch(request -> request.queueUrl(url).entries(entries));
        }
    }

    /** Messages that a receive would give now. */
    public int visible() {
        return number(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
    }

    /** Messages that a receive has given and nobody has settled. */
    public int inFlight() {
        return number(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
    }

    /** Visible, in flight or delayed. */
    public int depth() {
        return visible() + inFlight() + number(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);
    }

    public int deadLetters() {
        return number(deadLetterUrl, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
    }

    /** Dead letters that somebody has received and not settled. */
    public int deadLettersInFlight() {
        return number(deadLetterUrl, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
    }

    /** Receives up to ten messages, with all their attributes. */
    public List<Message> receive() {
        return receive(url);
    }

    /** Receives up to ten messages without hiding them, as if nobody could handle them. */
    public void receiveInVain() {
        client.receiveMessage(
                request -> request.queueUrl(url).maxNumberOfMessages(10).visibilityTimeout(0));
    }

    public List<Message> receiveDeadLetters() {
        return receive(deadLetterUrl);
    }

    /** Deletes the queue itself; the dead-letter queue stays. */
    public void delete() {
        client.deleteQueue(request -> request.queueUrl(url));
    }

    /** Throws away all messages, visible or not. */
    public void purge() {
        client.purgeQueue(request -> request.queueUrl(url));
        client.purgeQueue(request -> request.queueUrl(deadLetterUrl));
    }

    @Override
    public void close() {
        client.close();
    }

    private List<Message> receive(String queueUrl) {
        return client.receiveMessage(request -> request.queueUrl(queueUrl)
                        .maxNumberOfMessages(10)
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }

    private int number(String queueUrl, QueueAttributeName attribute) {
        return Integer.parseInt(
                client.getQueueAttributes(request -> request.queueUrl(queueUrl).attributeNames(attribute))
                        .attributes()
                        .get(attribute));
    }
}
