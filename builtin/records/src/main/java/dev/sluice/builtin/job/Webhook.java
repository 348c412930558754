package dev.sluice.builtin.job;

import java.net.URI;
import java.util.Map;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import dev.sluice.builtin.job.constraint.DistinctHeaders;
import dev.sluice.builtin.job.constraint.HeaderName;
import dev.sluice.builtin.job.constraint.HeaderValue;
import dev.sluice.job.JobType;
import dev.sluice.job.JsonText;
import dev.sluice.job.constraint.HttpUrl;

/**
 * Delivers a JSON body to an HTTP endpoint.
 *
 * @param url where to
 * @param method how; {@link Method#POST} if not given
 * @param headers what to send besides the headers that Sluice sets; empty if not given, never {@code null}
 * @param body any JSON, sent as {@code application/json} with exactly the bytes that it has in the job, spaces and
 *     escapes included; an empty object if not given, JSON's null if that was given
 * @param timeoutSeconds how long one attempt may take, from connecting to the head of the answer, not counting the wait
 *     for other calls to the same endpoint: 1 to 300 seconds, 30 if not given
 */
@JobType("webhook")
@JsonClassDescription("Delivers a JSON body to an HTTP endpoint")
public record Webhook(
        @NotNull @HttpUrl @JsonPropertyDescription("The endpoint to deliver to")
        URI url,

        @JsonProperty(defaultValue = "POST") @JsonPropertyDescription("The request's method")
        Method method,

        @Size(max = Webhook.MAX_HEADERS) @DistinctHeaders
        @JsonPropertyDescription("Request headers to send besides those that Sluice sets")
        Map<@HeaderName String, @NotNull @HeaderValue String> headers,

        @JsonProperty(defaultValue = "{}")
        @JsonPropertyDescription("Any JSON; sent as application/json, byte for byte as it stands here")
        JsonText body,

        @Min(1) @Max(300) @JsonProperty(defaultValue = "30")
        @JsonPropertyDescription("How long one attempt may take, in seconds")
        Integer timeoutSeconds) {

    /** The most headers that a job may set: many receivers stop at 100 for the request as a whole. */
    public static final int MAX_HEADERS = 50;

    public Webhook {
        method = method == null ? Method.POST : method;
        headers = headers == null ? Map.of() : headers;
        body = body == null ? JsonText.of("{}") : body;
        timeoutSeconds = timeoutSeconds == null ? 30 : timeoutSeconds;
    }

    /** The request methods that may carry a body and change something. */
    public enum Method {
        POST,
        PUT,
        PATCH,
        DELETE
    }
}
