package dev.sluice.devservices.deployment;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import com.fasterxml.jackson.databind.ObjectMapper;
import software.amazon.awssdk.core.exception.SdkException;

import dev.sluice.dashboard.queue.WatchedQueues;

/** What the Dev UI tells of the queues, in plain maps and lists: it is read by another class loader. */
final class QueuesPage {

    private static final ObjectMapper JSON = new ObjectMapper();

    private QueuesPage() {}

    /**
     * Where SQS is, and what is in it.
     *
     * @param configured the endpoint that the configuration names, if it does
     */
    static Map<String, Object> look(Optional<String> configured) {
        Map<String, Object> seen = new HashMap<>();
        seen.put("queues", List.of());
        if (configured.isPresent()) {
            seen.put(
                    "where",
                    "At " + configured.get() + ", as quarkus.sqs.endpoint-override says. It is not looked into.");
            return seen;
        }
        UsedSqs.Place place = UsedSqs.place().orElse(null);
        if (place == null) {
            seen.put("where", "In AWS: dev services are switched off. It is not looked into.");
            return seen;
        }
        seen.put("where", where(place));
        try {
            seen.put("queues", with(place.endpoint(), queues -> JSON.convertValue(queues.depths(), List.class)));
        } catch (SdkException away) {
            seen.put(
                    "trouble",
                    "It does not answer. The next reload of this application looks for another, or starts one.");
        }
        return seen;
    }

    /**
     * The dead letters of a queue.
     *
     * @return a list, or empty when there is nobody to ask
     */
    static List<?> deadLetters(String queue) {
        UsedSqs.Place place = UsedSqs.place().orElse(null);
        if (place == null || queue == null) {
            return List.of();
        }
        try {
            return with(place.endpoint(), queues -> JSON.convertValue(queues.deadLettersOf(queue), List.class));
        } catch (SdkException | IllegalArgumentException away) {
            return List.of();
        }
    }

    private static String where(UsedSqs.Place place) {
        return place.own()
                ? "In this application, at " + place.endpoint()
                        + ". Its messages end with this application; others in dev mode share it meanwhile."
                : "In another process, at " + place.endpoint()
                        + ": ./dev, or the application that was started first. It is shared.";
    }

    private static <T> T with(URI endpoint, Function<WatchedQueues, T> look) {
        try (WatchedQueues queues = new WatchedQueues(endpoint)) {
            return look.apply(queues);
        }
    }
}
