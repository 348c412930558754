package dev.sluice.devservices.deployment;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.sqs.SqsClient;

/** An application that tells what it sees of its SQS: the endpoint, then the queues. */
@Path("/sqs")
public class SqsReport {

    private final String endpoint;
    private final SqsClient sqs;

    SqsReport(@ConfigProperty(name = "quarkus.sqs.endpoint-override") String endpoint, SqsClient sqs) {
        this.endpoint = endpoint;
        this.sqs = sqs;
    }

    @GET
    public String report() {
        return endpoint + "\n" + String.join("\n", sqs.listQueues().queueUrls());
    }
}
