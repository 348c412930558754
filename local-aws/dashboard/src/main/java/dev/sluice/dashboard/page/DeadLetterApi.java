package dev.sluice.dashboard.page;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import software.amazon.awssdk.core.exception.SdkException;

import dev.sluice.dashboard.queue.DeadLetterBox;
import dev.sluice.dashboard.queue.QueueDepth;
import dev.sluice.dashboard.queue.Redrives;
import dev.sluice.dashboard.queue.WatchedQueues;

/**
 * What the page asks about dead letters. It asks the queue rather than a worker: the truth is in the queue, and dead letters
 * are looked at most when the worker is away.
 */
public final class DeadLetterApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Supplier<Optional<WatchedQueues>> queues;

    public DeadLetterApi(Supplier<Optional<WatchedQueues>> queues) {
        this.queues = queues;
    }

    /** What is done with the dead letters of a queue. */
    @FunctionalInterface
    private interface Work {
        PageReply on(DeadLetterBox box, QueueDepth queue);
    }

    /** @param id of the one that is asked for, {@code null} for some of all */
    PageReply look(String queue, String id) {
        if (queue == null || queue.isEmpty()) {
            return PageReply.says(400, "The query names no queue.");
        }
        return id == null
                ? with(queue, (box, depth) -> PageReply.json(200, box.look(depth)))
                : with(queue, (box, depth) -> box.look(depth, id)
                        .map(found -> PageReply.json(200, found))
                        .orElseGet(DeadLetterApi::gone));
    }

    PageReply redrive(byte[] body) {
        return withBody(body, request -> {
            JsonNode rate = request.path("ratePerSecond");
            boolean fast = rate.isMissingNode() || rate.isNull();
            if (!fast && !(rate.isInt() && rate.asInt() >= 1 && rate.asInt() <= Redrives.MOST_PER_SECOND)) {
                return PageReply.says(400, "The rate is 1 to " + Redrives.MOST_PER_SECOND + " messages per second.");
            }
            return with(queue(request), (box, depth) -> {
                box.redrive(depth, fast ? null : rate.asInt());
                return depth.dead() == 0
                        ? PageReply.says(200, "There are no dead letters of " + depth.name() + ".")
                        : PageReply.says(
                                202,
                                "Moving " + depth.dead() + (depth.dead() == 1 ? " message" : " messages") + " back to "
                                        + depth.name() + ".");
            });
        });
    }

    PageReply retry(byte[] body) {
        return withBody(
                body,
                request -> with(
                        queue(request),
                        (box, depth) -> box.retry(depth, request.path("id").asText())
                                ? PageReply.says(200, "The job is back in " + depth.name() + ".")
                                : gone()));
    }

    PageReply delete(byte[] body) {
        return withBody(
                body,
                request -> with(
                        queue(request),
                        (box, depth) -> box.delete(depth, request.path("id").asText())
                                ? PageReply.says(200, "The dead letter is deleted.")
                                : gone()));
    }

    /** The name of the dead-letter queue is the confirmation, as in the worker's own interface. */
    PageReply purge(byte[] body) {
        return withBody(
                body,
                request -> with(queue(request), (box, depth) -> {
                    if (!request.path("confirm")
                            .asText()
                            .equals(depth.deadLetters().name())) {
                        return PageReply.says(
                                400, "To confirm, name " + depth.deadLetters().name() + ".");
                    }
                    box.purge(depth);
                    return PageReply.says(200, "All dead letters of " + depth.name() + " are deleted.");
                }));
    }

    private static String queue(JsonNode request) {
        return request.path("queue").asText();
    }

    private static PageReply gone() {
        return PageReply.says(404, "This dead letter is not there any more.");
    }

    private static PageReply withBody(byte[] body, Function<JsonNode, PageReply> work) {
        JsonNode request;
        try {
            request = JSON.readTree(body);
        } catch (IOException e) {
            return PageReply.says(400, "The body is not JSON.");
        }
        if (request == null || queue(request).isEmpty()) {
            return PageReply.says(400, "The body names no queue.");
        }
        return work.apply(request);
    }

    private PageReply with(String queue, Work work) {
        try {
            WatchedQueues watched = queues.get().orElse(null);
            if (watched == null) {
                return PageReply.says(503, "There is no local SQS here.");
            }
            return work.on(watched.deadLetters(), watched.withDeadLetters(queue));
        } catch (IllegalArgumentException unknown) {
            return PageReply.says(404, unknown.getMessage());
        } catch (UnsupportedOperationException notHere) {
            return PageReply.says(501, notHere.getMessage());
        } catch (SdkException away) {
            return PageReply.says(503, "The local SQS does not do it: " + away.getMessage());
        }
    }
}
