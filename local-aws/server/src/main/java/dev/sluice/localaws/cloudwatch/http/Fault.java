package dev.sluice.localaws.cloudwatch.http;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.sluice.localaws.cloudwatch.api.Rejection;

/** An error in the newer protocols. */
record Fault(
        @JsonProperty("__type") String type,
        @JsonProperty("message") String message) {

    private static final String NAMESPACE = "com.amazonaws.cloudwatch#";

    Fault(Rejection rejection) {
        this(NAMESPACE + rejection.shape(), rejection.getMessage());
    }
}
