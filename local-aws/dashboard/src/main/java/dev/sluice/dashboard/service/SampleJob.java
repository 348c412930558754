package dev.sluice.dashboard.service;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Submits a job as any client would: the checksum of what the producer itself serves. */
public final class SampleJob {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);

    /** In dev mode the first request after a change waits for the producer to be compiled and started anew. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    private static final int ACCEPTED = 202;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI producer;

    /** @param producer such as {@code http://localhost:8080} */
    public SampleJob(URI producer) {
        this.producer = producer;
    }

    /** What has become of it, in words for whoever has asked. */
    public sealed interface Result {

        record Sent(String id) implements Result {}

        record Unreachable(String detail) implements Result {}

        record Refused(String detail) implements Result {}
    }

    public Result submit() {
        URI jobs = producer.resolve("/jobs");
        HttpRequest request = HttpRequest.newBuilder(jobs)
                .timeout(ANSWER_LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body()))
                .build();
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build()) {
            return read(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (ConnectException e) {
            return new Result.Unreachable("No producer answers at " + producer
                    + ". Start it with ./dev or ./mvnw quarkus:dev -pl producer, then send again.");
        } catch (HttpTimeoutException e) {
            return new Result.Unreachable("The producer at " + producer + " did not answer in time.");
        } catch (IOException e) {
            return new Result.Unreachable("The producer at " + producer + " broke off: " + e.getMessage() + ".");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result.Unreachable("The dashboard is stopping.");
        }
    }

    private String body() {
        var job = JSON.createObjectNode().put("type", "checksum");
        job.putObject("data").put("url", producer.resolve("/q/openapi").toString());
        return job.toString();
    }

    private Result read(HttpResponse<String> response) {
        JsonNode answer;
        try {
            answer = JSON.readTree(response.body());
        } catch (IOException e) {
            answer = JSON.missingNode();
        }
        if (response.statusCode() == ACCEPTED) {
            return new Result.Sent(answer.path("id").asText());
        }
        return new Result.Refused("The producer at " + producer + " answered " + response.statusCode() + ": "
                + answer.path("detail").asText(answer.path("title").asText("no reason given")));
    }
}
