package dev.sluice.sqs.receive.settle;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.sluice.sqs.DeadLetterText;
import dev.sluice.sqs.meter.FaultBarrier;
import dev.sluice.sqs.receive.lease.Lease;
import dev.sluice.sqs.receive.lease.SystemAttributes;

/** What is written on a message that goes to the dead-letter queue, whoever sends it there and why. */
final class DeadLetterAttributes {

    private static final String REASON = "Sluice-Reason";
    private static final String RECEIVE_COUNT = "Sluice-Receive-Count";
    private static final String SENT_AT = "Sluice-Sent-At";
    private static final String FAILED_AT = "Sluice-Failed-At";

    private DeadLetterAttributes() {}

    /**
     * The most important first, as there may not be room for all.
     *
     * @param reason why it was given up; null when nobody says
     * @param own what the subscriber adds, or says instead
     */
    static Map<String, String> of(Lease lease, Throwable reason, Map<String, String> own) {
        Map<String, String> note = new LinkedHashMap<>();
        note.put(REASON, reason(reason));
        note.put(RECEIVE_COUNT, Integer.toString(lease.receiveCount()));
        note.putAll(own);
        note.putIfAbsent(FAILED_AT, Instant.now().toString());
        long sentAt = SystemAttributes.sentAt(lease.message(), 0);
        note.putIfAbsent(
                SENT_AT, sentAt == 0 ? "" : Instant.ofEpochMilli(sentAt).toString());
        return note;
    }

    /** One line. An exception of an application's own may compute its text, and fail at that. */
    static String reason(Throwable reason) {
        return DeadLetterText.of(
                reason == null
                        ? ""
                        : String.valueOf(FaultBarrier.call(
                                reason::toString, reason.getClass().getName())));
    }
}
