package dev.sluice.devservices.server.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.sluice.devservices.server.dashboard.ServiceState.State;

/** Asks a service for its health. */
final class WatchedService {

    /** Dev mode needs about so long from nothing to the first answer. */
    static final Duration START = Duration.ofSeconds(60);

    private static final int LIMIT_MS = 1_000;

    /** Several pages may look at once. */
    private static final Duration FRESH = Duration.ofMillis(500);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final URI management;
    private final boolean told;
    private final long since = System.nanoTime();

    private boolean seen;
    private long lookedAt;
    private ServiceState last;

    /**
     * @param management such as {@code http://localhost:9001}
     * @param told whether somebody has said that it is there, rather than that it would be if it were
     */
    WatchedService(String name, URI management, boolean told) {
        this.name = name;
        this.management = management;
        this.told = told;
    }

    /** After a second at most. */
    synchronized ServiceState look() {
        long now = System.nanoTime();
        if (last == null || now - lookedAt > FRESH.toNanos()) {
            last = ask();
            lookedAt = System.nanoTime();
        }
        return last;
    }

    private ServiceState ask() {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    management.resolve("/q/health/ready").toURL().openConnection();
            connection.setConnectTimeout(LIMIT_MS);
            connection.setReadTimeout(LIMIT_MS);
            connection.setRequestProperty("Accept", "application/json");
            int status = connection.getResponseCode();
            seen = true;
            return status == 200
                    ? state(State.UP, "")
                    : state(State.NOT_READY, whatIsDown(connection.getErrorStream(), status));
        } catch (SocketTimeoutException e) {
            return state(State.SILENT, "does not answer");
        } catch (ConnectException e) {
            return !seen && System.nanoTime() - since < START.toNanos()
                    ? state(State.STARTING, "has not answered yet")
                    : state(State.DOWN, seen ? "has ended" : "has not started");
        } catch (IOException e) {
            return state(State.DOWN, "breaks off: " + e.getMessage());
        }
    }

    private ServiceState state(State state, String detail) {
        return new ServiceState(name, management, told || seen, state, detail);
    }

    /** The names of the checks that fail, with what they say. */
    private static String whatIsDown(InputStream body, int status) throws IOException {
        List<String> down = new ArrayList<>();
        try (InputStream in = body) {
            JsonNode health = in == null ? JSON.missingNode() : read(in.readNBytes(100_000));
            for (JsonNode check : health.path("checks")) {
                if (!"UP".equals(check.path("status").asText())) {
                    down.add(words(check));
                }
            }
        }
        return down.isEmpty() ? "answers with " + status : String.join("; ", down);
    }

    private static String words(JsonNode check) {
        StringBuilder words = new StringBuilder(check.path("name").asText());
        String separator = ": ";
        for (var field : check.path("data").properties()) {
            words.append(separator)
                    .append(field.getKey())
                    .append(' ')
                    .append(field.getValue().asText());
            separator = ", ";
        }
        return words.toString();
    }

    private static JsonNode read(byte[] body) {
        try {
            JsonNode read = JSON.readTree(body);
            return read == null ? JSON.missingNode() : read;
        } catch (IOException notJson) {
            return JSON.missingNode();
        }
    }
}
