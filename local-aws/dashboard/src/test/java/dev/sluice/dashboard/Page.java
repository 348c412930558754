package dev.sluice.dashboard;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Asks the dashboard as its page does. */
record Page(URI dashboard) {

    private static final ObjectMapper JSON = new ObjectMapper();

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(dashboard.resolve(path)).header("Accept", "text/html,*/*"));
    }

    HttpResponse<String> post(String path, String contentType, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(dashboard.resolve(path))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> redrive(String queue) throws IOException, InterruptedException {
        return post("api/redrives", "application/json", "{\"queue\":\"" + queue + "\"}");
    }

    JsonNode overview(String range) throws IOException, InterruptedException {
        return json("api/overview?range=" + range);
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path).body());
    }

    /** The line with that label of that queue or job type, or {@code null} for all together. */
    static JsonNode line(JsonNode overview, String panel, String label, String of) {
        for (JsonNode one : overview.get("panels")) {
            if (one.get("id").asText().equals(panel)) {
                for (JsonNode line : one.get("lines")) {
                    if (line.get("label").asText().equals(label)
                            && (of == null
                                    ? line.get("of").isNull()
                                    : line.get("of").asText().equals(of))) {
                        return line.get("values");
                    }
                }
            }
        }
        throw new AssertionError("no " + label + " of " + of + " in " + panel);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
