package dev.sluice.devservices.deployment;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** An application that tells where its CloudWatch is. */
@Path("/cloudwatch")
public class CloudWatchReport {

    private final String endpoint;

    CloudWatchReport(@ConfigProperty(name = "sluice.cloudwatch.endpoint-override") String endpoint) {
        this.endpoint = endpoint;
    }

    @GET
    public String report() {
        return endpoint;
    }
}
