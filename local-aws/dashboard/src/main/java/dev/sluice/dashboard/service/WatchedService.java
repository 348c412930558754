package dev.sluice.dashboard.service;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.sluice.dashboard.service.ServiceState.State;

/** Asks a service for its health. */
final class WatchedService {

    /** Dev mode needs about so long from nothing to the first answer. */
    static final Duration START = Duration.ofSeconds(60);

    private static final int LIMIT_MS = 1_000;

    private static final int MOST_BYTES = 100_000;

    /** Several pages may look at once. */
    private static final Duration FRESH = Duration.ofMillis(500);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final URI management;
    private final URI api;
    private final boolean told;
    private final long since = System.nanoTime();

    private boolean seen;
    private long lookedAt;
    private ServiceState last;

    /**
     * @param management such as {@code http://localhost:9001}
     * @param api where it takes requests, such as {@code http://localhost:8081}. After a start that has failed, dev mode listens
     *     there and nowhere else; to connect tells that, and a request would set off another start
     * @param told whether somebody has said that it is there, rather than that it would be if it were
     */
    WatchedService(String name, URI management, URI api, boolean told) {
        this.name = name;
        this.management = management;
        this.api = api;
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
            JsonNode health = read(status < 400 ? connection.getInputStream() : connection.getErrorStream());
            // Whatever else may have the port is not the service that nobody has told of.
            seen = seen || health.path("status").isTextual();
            return status == 200 && health.path("status").asText().equals("UP")
                    ? state(State.UP, "")
                    : state(State.NOT_READY, whatIsDown(health, status));
        } catch (SocketTimeoutException e) {
            return state(State.SILENT, "does not answer");
        } catch (ConnectException e) {
            return absent();
        } catch (IOException e) {
            return state(State.DOWN, "breaks off: " + e.getMessage());
        }
    }

    private ServiceState absent() {
        if (listensAtItsApi()) {
            return state(State.DOWN, "has failed to start");
        }
        return !seen && System.nanoTime() - since < START.toNanos()
                ? state(State.STARTING, "has not answered yet")
                : state(State.DOWN, seen ? "has ended" : "has not started");
    }

    private boolean listensAtItsApi() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(api.getHost(), api.getPort()), LIMIT_MS);
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }

    private ServiceState state(State state, String detail) {
        return new ServiceState(name, management, told || seen, state, detail);
    }

    /** The names of the checks that fail, with what they say. */
    private static String whatIsDown(JsonNode health, int status) {
        List<String> down = new ArrayList<>();
        for (JsonNode check : health.path("checks")) {
            if (!"UP".equals(check.path("status").asText())) {
                down.add(words(check));
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

    private static JsonNode read(InputStream body) throws IOException {
        if (body == null) {
            return JSON.missingNode();
        }
        try (body) {
            JsonNode read = JSON.readTree(body.readNBytes(MOST_BYTES));
            return read == null ? JSON.missingNode() : read;
        } catch (JsonProcessingException notJson) {
            return JSON.missingNode();
        }
    }
}
