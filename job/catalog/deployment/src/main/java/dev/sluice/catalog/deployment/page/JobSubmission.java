package dev.sluice.catalog.deployment.page;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** Submits a job as any client would, since the consumer's Dev UI comes from another origin than the producer's API. */
final class JobSubmission {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);

    /** In dev mode the first request after a change waits for the producer to be compiled and started anew. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    private JobSubmission() {}

    /**
     * @param job JSON text
     * @return the answer's {@code status}, 0 for none, and its {@code body}
     */
    static Map<String, Object> to(URI producer, String job) {
        HttpRequest request = HttpRequest.newBuilder(producer.resolve("/jobs"))
                .timeout(ANSWER_LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(job == null ? "" : job))
                .build();
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build()) {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer(answer.statusCode(), answer.body());
        } catch (ConnectException e) {
            return answer(0, "No producer answers at " + producer + ". Start it, then submit again.");
        } catch (IOException e) {
            return answer(0, "The producer at " + producer + " does not answer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return answer(0, "Interrupted");
        }
    }

    private static Map<String, Object> answer(int status, String body) {
        return Map.of("status", status, "body", body);
    }
}
