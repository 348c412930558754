package dev.sluice.testkit;

import java.util.function.BooleanSupplier;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A batch request of which SQS sees only a part: the rest is reported as failed. */
final class PartialBatch {

    private final JsonObject request;
    private final JsonArray failed = new JsonArray();

    /**
     * @param fault what is said of an entry that fails
     * @param fails asked once for each entry
     */
    PartialBatch(Buffer body, Fault.Partial fault, BooleanSupplier fails) {
        request = body.toJsonObject();
        JsonArray kept = new JsonArray();
        for (Object each : request.getJsonArray("Entries")) {
            JsonObject entry = (JsonObject) each;
            if (fails.getAsBoolean()) {
                failed.add(new JsonObject()
                        .put("Id", entry.getString("Id"))
                        .put("Code", fault.code())
                        .put("Message", "Made up by a test")
                        .put("SenderFault", fault.senderFault()));
            } else {
                kept.add(entry);
            }
        }
        request.put("Entries", kept);
    }

    /** Whether nothing is left to be sent: SQS refuses an empty batch. */
    boolean isEmpty() {
        return request.getJsonArray("Entries").isEmpty();
    }

    /** What SQS gets to see. */
    Buffer request() {
        return request.toBuffer();
    }

    /** The answer when SQS got to see nothing. */
    QueueServer.Answer answer() {
        return QueueServer.Answer.of(
                200, new JsonObject().put("Successful", new JsonArray()).put("Failed", failed));
    }

    /** SQS's answer, and that of the entries that it did not see. */
    QueueServer.Answer answer(QueueServer.Answer answered) {
        if (answered.status() != 200) {
            return answered;
        }
        JsonObject body = answered.body().toJsonObject();
        JsonArray failures = body.getJsonArray("Failed");
        body.put("Failed", failures == null ? failed : failures.copy().addAll(failed));
        return new QueueServer.Answer(answered.status(), answered.headers(), body.toBuffer());
    }
}
