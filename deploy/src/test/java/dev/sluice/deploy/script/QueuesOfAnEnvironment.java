package dev.sluice.deploy.script;

import java.util.Map;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

import dev.sluice.localaws.LocalSqs;
import dev.sluice.localaws.QueueSpec;

/** A real SQS with the queues of {@code dev}, which its stack knows. */
public final class QueuesOfAnEnvironment implements AutoCloseable {

    private final LocalSqs sqs = LocalSqs.start(0);
    private final SqsClient client = SqsClient.builder()
            .endpointOverride(sqs.endpoint())
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();

    private final Map<String, String> urls;

    public QueuesOfAnEnvironment(Installation dev) {
        urls = sqs.createQueues(QueueSpec.named("jobs-high"), QueueSpec.named("jobs-normal"));
        dev.aws().stacks().create("sluice-dev", "CREATE_COMPLETE");
        client.listQueues().queueUrls().forEach(url -> dev.aws().stacks().addQueue("sluice-dev", url));
        dev.script().with("AWS_ENDPOINT_URL_SQS", sqs.endpoint().toString());
    }

    public void send(String queue) {
        client.sendMessage(request -> request.queueUrl(urls.get(queue)).messageBody("job"));
    }

    @Override
    public void close() {
        client.close();
        sqs.close();
    }
}
