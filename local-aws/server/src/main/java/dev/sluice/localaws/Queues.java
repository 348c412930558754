package dev.sluice.localaws;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.QueueNameExistsException;

/** Sees to the queues of an SQS that needs no real account: the one that {@link LocalSqs} runs, or any like it. */
public final class Queues {

    /** Where the queues claim to be. Nothing depends on it, but a client must name a region. */
    public static final String REGION = "eu-central-1";

    /** The access key and the secret: a local SQS takes any. */
    public static final String CREDENTIAL = "test";

    /** On the loopback a healthy SQS answers in milliseconds; a first answer may still have classes to load. */
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);

    private static final Duration CALL_LIMIT = Duration.ofSeconds(20);

    private Queues() {}

    /**
     * Creates each queue, its dead-letter queue first, with a redrive policy from the one to the other. A queue that
     * is already there stays as it is, whatever its attributes; so any number of applications may call this at once.
     *
     * @param endpoint of the SQS, such as {@code http://127.0.0.1:9324}
     * @return the URL of each queue and each dead-letter queue, by name
     * @throws SdkException when the SQS cannot be reached or refuses
     */
    public static Map<String, String> ensure(URI endpoint, Collection<QueueSpec> queues) {
        Map<String, String> urls = new LinkedHashMap<>();
        if (queues.isEmpty()) {
            return urls;
        }
        try (SqsClient sqs = client(endpoint, CALL_LIMIT)) {
            for (QueueSpec queue : queues) {
                String deadLetterUrl = ensure(sqs, queue.deadLetterQueueName(), attributes(queue));
                Map<QueueAttributeName, String> attributes = attributes(queue);
                attributes.put(QueueAttributeName.VISIBILITY_TIMEOUT, seconds(queue.visibilityTimeout()));
                attributes.put(QueueAttributeName.REDRIVE_POLICY, redrivePolicy(sqs, deadLetterUrl, queue));
                urls.put(queue.name(), ensure(sqs, queue.name(), attributes));
                urls.put(queue.deadLetterQueueName(), deadLetterUrl);
            }
        }
        return urls;
    }

    /**
     * Whether an SQS answers there, as opposed to nothing or to something else that has the port.
     *
     * @return after at most five seconds
     */
    public static boolean answerAt(URI endpoint) {
        try (SqsClient sqs = client(endpoint, PROBE_LIMIT)) {
            return sqs.listQueues().sdkHttpResponse().isSuccessful();
        } catch (SdkException e) {
            return false;
        }
    }

    /**
     * A client of an SQS that takes any credentials, to be closed by the caller.
     *
     * @param limit how long a call may take, its repetitions included
     */
    public static SqsClient client(URI endpoint, Duration limit) {
        return SqsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(REGION))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(CREDENTIAL, CREDENTIAL)))
                // Named, since looking for one would search the class path of whoever calls.
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(o -> o.apiCallTimeout(limit))
                .build();
    }

    private static String ensure(SqsClient sqs, String name, Map<QueueAttributeName, String> attributes) {
        try {
            return sqs.getQueueUrl(q -> q.queueName(name)).queueUrl();
        } catch (QueueDoesNotExistException absent) {
            try {
                return sqs.createQueue(q -> q.queueName(name).attributes(attributes))
                        .queueUrl();
            } catch (QueueNameExistsException createdMeanwhile) {
                return sqs.getQueueUrl(q -> q.queueName(name)).queueUrl();
            }
        }
    }

    private static Map<QueueAttributeName, String> attributes(QueueSpec queue) {
        Map<QueueAttributeName, String> attributes = new EnumMap<>(QueueAttributeName.class);
        if (queue.isFifo()) {
            attributes.put(QueueAttributeName.FIFO_QUEUE, "true");
        }
        return attributes;
    }

    private static String redrivePolicy(SqsClient sqs, String deadLetterUrl, QueueSpec queue) {
        String arn = sqs.getQueueAttributes(q -> q.queueUrl(deadLetterUrl).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        return "{\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":\"" + queue.maxReceiveCount() + "\"}";
    }

    private static String seconds(Duration duration) {
        return Long.toString(duration.toSeconds());
    }
}
