package dev.sluice.devservices.server.dashboard;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What the page asks about dead letters. It asks the queue rather than a worker: the truth is in the queue, and dead letters
 * are looked at most when the worker is away.
 */
final class DeadLetterApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Supplier<Optional<WatchedQueues>> queues;

    DeadLetterApi(Supplier<Optional<WatchedQueues>> queues) {
        this.queues = queues;
    }

    /** What is done with the dead letters of a queue. */
    @FunctionalInterface
    private interface Work {
        Reply on(DeadLetterBox box, QueueDepth queue);
    }

    /** @param id of the one that is asked for, {@code null} for some of all */
    Reply look(String queue, String id) {
        if (queue == null || queue.isEmpty()) {
            return Reply.says(400, "The query names no queue.");
        }
        return id == null
                ? with(queue, (box, depth) -> Reply.json(200, box.look(depth)))
                : with(queue, (box, depth) -> box.look(depth, id)
                        .map(found -> Reply.json(200, found))
                        .orElseGet(DeadLetterApi::gone));
    }

    Reply redrive(byte[] body) {
        return withBody(body, request -> {
            JsonNode rate = request.path("ratePerSecond");
            boolean fast = rate.isMissingNode() || rate.isNull();
            if (!fast && !(rate.isInt() && rate.asInt() >= 1 && rate.asInt() <= Redrives.MOST_PER_SECOND)) {
                return Reply.says(400, "The rate is 1 to " + Redrives.MOST_PER_SECOND + " messages per second.");
            }
            return with(queue(request), (box, depth) -> {
                box.redrive(depth, fast ? null : rate.asInt());
                return depth.dead() == 0
                        ? Reply.says(200, "There are no dead letters of " + depth.name() + ".")
                        : Reply.says(
                                202,
                                "Moving " + depth.dead() + (depth.dead() == 1 ? " message" : " messages") + " back to "
                                        + depth.name() + ".");
            });
        });
    }

    Reply retry(byte[] body) {
        return withBody(
                body,
                request -> with(
                        queue(request),
                        (box, depth) -> box.retry(depth, request.path("id").asText())
                                ? Reply.says(200, "The job is back in " + depth.name() + ".")
                                : gone()));
    }

    Reply delete(byte[] body) {
        return withBody(
                body,
                request -> with(
                        queue(request),
                        (box, depth) -> box.delete(depth, request.path("id").asText())
                                ? Reply.says(200, "The dead letter is deleted.")
                                : gone()));
    }

    /** The name of the dead-letter queue is the confirmation, as in the worker's own interface. */
    Reply purge(byte[] body) {
        return withBody(
                body,
                request -> with(queue(request), (box, depth) -> {
                    if (!request.path("confirm")
                            .asText()
                            .equals(depth.deadLetters().name())) {
                        return Reply.says(
                                400, "To confirm, name " + depth.deadLetters().name() + ".");
                    }
                    box.purge(depth);
                    return Reply.says(200, "All dead letters of " + depth.name() + " are deleted.");
                }));
    }

    private static String queue(JsonNode request) {
        return request.path("queue").asText();
    }

    private static Reply gone() {
        return Reply.says(404, "This dead letter is not there any more.");
    }

    private static Reply withBody(byte[] body, Function<JsonNode, Reply> work) {
        JsonNode request;
        try {
            request = JSON.readTree(body);
        } catch (IOException e) {
            return Reply.says(400, "The body is not JSON.");
        }
        if (request == null || queue(request).isEmpty()) {
            return Reply.says(400, "The body names no queue.");
        }
        return work.apply(request);
    }

    private Reply with(String queue, Work work) {
        try {
            WatchedQueues watched = queues.get().orElse(null);
            if (watched == null) {
                return Reply.says(503, "There is no local SQS here.");
            }
            return work.on(watched.deadLetters(), watched.withDeadLetters(queue));
        } catch (IllegalArgumentException unknown) {
            return Reply.says(404, unknown.getMessage());
        } catch (UnsupportedOperationException notHere) {
            return Reply.says(501, notHere.getMessage());
        } catch (SdkException away) {
            return Reply.says(503, "The local SQS does not do it: " + away.getMessage());
        }
    }
}
