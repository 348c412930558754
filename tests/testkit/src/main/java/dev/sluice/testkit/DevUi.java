package dev.sluice.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The Dev UI of an application in dev mode, asked as its pages ask.
 *
 * @param application such as {@code http://localhost:8080}
 */
public record DevUi(URI application) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LIMIT_SECONDS = 30;

    /**
     * A file of the Dev UI.
     *
     * @param path below {@code /q/dev-ui/}
     */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(application.resolve("/q/dev-ui/" + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    /**
     * Calls what an extension offers its pages.
     *
     * @param extension its name there, that of its artifact: {@code sluice-catalog}
     * @return the result
     * @throws IllegalStateException when it is refused
     */
    public JsonNode call(String extension, String method, Map<String, String> parameters) throws Exception {
        var request = JSON.createObjectNode()
                .put("jsonrpc", "2.0")
                .put("id", 1)
                .put("method", extension + "_" + method)
                .set("params", JSON.valueToTree(parameters));
        URI address = URI.create(application.toString().replaceFirst("^http", "ws") + "/q/dev-ui/json-rpc-ws");
        Answer answer = new Answer();
        try (HttpClient http = HttpClient.newHttpClient()) {
            WebSocket socket =
                    http.newWebSocketBuilder().buildAsync(address, answer).get(LIMIT_SECONDS, TimeUnit.SECONDS);
            try {
                socket.sendText(request.toString(), true);
                JsonNode told = JSON.readTree(answer.text.get(LIMIT_SECONDS, TimeUnit.SECONDS));
                if (told.hasNonNull("error")) {
                    throw new IllegalStateException(told.toString());
                }
                return told.path("result").path("object");
            } finally {
                socket.abort();
            }
        }
    }

    /** The first message, which may come in parts. */
    private static final class Answer implements WebSocket.Listener {

        private final CompletableFuture<String> text = new CompletableFuture<>();
        private final StringBuilder parts = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                text.complete(parts.toString());
            }
            socket.request(1);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            text.completeExceptionally(failure);
        }
    }
}
