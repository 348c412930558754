package dev.sluice.deploy.aws.wire;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A request that came.
 *
 * @param service as it is signed for, such as {@code elasticbeanstalk}
 * @param operation such as {@code UpdateEnvironment}, or for S3 the method and the path
 */
public record Call(String service, String operation, JsonNode input) {

    /** A member of the input that is text, empty if it is not there. */
    public String text(String member) {
        return input.path(member).asText("");
    }
}
