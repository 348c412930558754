package dev.sluice.devservices.server.dashboard;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import software.amazon.awssdk.core.exception.SdkException;

/** What the page asks of the server, as JSON. */
final class DashboardApi {

    private static final Pattern RANGE = Pattern.compile("(?:.*&)?range=([^&]*)(?:&.*)?");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Overviews overviews;
    private final Supplier<Optional<WatchedQueues>> queues;
    private final Supplier<SampleJob> sampleJob;

    DashboardApi(Overviews overviews, Supplier<Optional<WatchedQueues>> queues, Supplier<SampleJob> sampleJob) {
        this.overviews = overviews;
        this.queues = queues;
        this.sampleJob = sampleJob;
    }

    /**
     * Answers one request.
     *
     * @param query what follows the question mark, may be {@code null}
     */
    Reply answer(String method, String path, String query, byte[] body) {
        return switch (method + " " + path) {
            case "GET overview" -> overview(query);
            case "POST sample-jobs" -> submitSampleJob();
            case "POST redrives" -> redrive(body);
            case "POST overview", "GET sample-jobs", "GET redrives" ->
                Reply.says(405, "This cannot be asked with " + method + ".");
            default -> Reply.says(404, "There is no " + path + ".");
        };
    }

    private Reply overview(String query) {
        Matcher asked = RANGE.matcher(query == null ? "" : query);
        return (asked.matches() ? TimeRange.named(asked.group(1)) : Optional.of(TimeRange.FIVE_MINUTES))
                .map(range -> Reply.json(200, overviews.of(range)))
                .orElseGet(() -> Reply.says(400, "The range is 5m, 15m or 1h."));
    }

    private Reply submitSampleJob() {
        return switch (sampleJob.get().submit()) {
            case SampleJob.Result.Sent(String id) -> Reply.says(202, "Sample job " + id + " is in the queue.");
            case SampleJob.Result.Unreachable(String detail) -> Reply.says(503, detail);
            case SampleJob.Result.Refused(String detail) -> Reply.says(502, detail);
        };
    }

    private Reply redrive(byte[] body) {
        String queue;
        try {
            JsonNode request = JSON.readTree(body);
            queue = request == null ? "" : request.path("queue").asText();
        } catch (IOException e) {
            return Reply.says(400, "The body is not JSON.");
        }
        if (queue.isEmpty()) {
            return Reply.says(400, "The body names no queue.");
        }
        try {
            WatchedQueues watched = queues.get().orElse(null);
            if (watched == null) {
                return Reply.says(503, "There is no local SQS here.");
            }
            long moved = watched.redrive(queue);
            return moved == 0
                    ? Reply.says(200, "There are no dead letters of " + queue + ".")
                    : Reply.says(
                            202,
                            "Moving " + moved + (moved == 1 ? " message" : " messages") + " back to " + queue + ".");
        } catch (IllegalArgumentException unknown) {
            return Reply.says(404, unknown.getMessage());
        } catch (UnsupportedOperationException notHere) {
            return Reply.says(501, notHere.getMessage());
        } catch (SdkException away) {
            return Reply.says(503, "The local SQS does not do it: " + away.getMessage());
        }
    }
}
