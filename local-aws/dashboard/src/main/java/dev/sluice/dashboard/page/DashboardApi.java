package dev.sluice.dashboard.page;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import dev.sluice.dashboard.chart.TimeRange;
import dev.sluice.dashboard.service.SampleJob;

/** What the page asks of the server, as JSON. */
public final class DashboardApi {

    private final Overviews overviews;
    private final DeadLetterApi deadLetters;
    private final Supplier<SampleJob> sampleJob;

    public DashboardApi(Overviews overviews, DeadLetterApi deadLetters, Supplier<SampleJob> sampleJob) {
        this.overviews = overviews;
        this.deadLetters = deadLetters;
        this.sampleJob = sampleJob;
    }

    /**
     * Answers one request.
     *
     * @param query what follows the question mark, may be {@code null}
     */
    PageReply answer(String method, String path, String query, byte[] body) {
        Map<String, String> asked = parameters(query);
        return switch (method + " " + path) {
            case "GET overview" -> overview(asked.get("range"));
            case "POST sample-jobs" -> submitSampleJob();
            case "GET dead-letters" -> deadLetters.look(asked.get("queue"), asked.get("id"));
            case "POST redrives" -> deadLetters.redrive(body);
            case "POST retries" -> deadLetters.retry(body);
            case "POST deletions" -> deadLetters.delete(body);
            case "POST purges" -> deadLetters.purge(body);
            case "POST overview",
                    "POST dead-letters",
                    "GET sample-jobs",
                    "GET redrives",
                    "GET retries",
                    "GET deletions",
                    "GET purges" -> PageReply.says(405, "This cannot be asked with " + method + ".");
            default -> PageReply.says(404, "There is no " + path + ".");
        };
    }

    private PageReply overview(String range) {
        return (range == null ? Optional.of(TimeRange.FIVE_MINUTES) : TimeRange.named(range))
                .map(one -> PageReply.json(200, overviews.of(one)))
                .orElseGet(() -> PageReply.says(400, "The range is 5m, 15m or 1h."));
    }

    private PageReply submitSampleJob() {
        return switch (sampleJob.get().submit()) {
            case SampleJob.Result.Sent(String id) -> PageReply.says(202, "Sample job " + id + " is in the queue.");
            case SampleJob.Result.Unreachable(String detail) -> PageReply.says(503, detail);
            case SampleJob.Result.Refused(String detail) -> PageReply.says(502, detail);
        };
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        if (query != null) {
            for (String one : query.split("&")) {
                int equals = one.indexOf('=');
                if (equals > 0) {
                    parameters.put(one.substring(0, equals), decoded(one.substring(equals + 1)));
                }
            }
        }
        return parameters;
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return value;
        }
    }
}
