package dev.sluice.sqs.deadletter;

/**
 * What came of the wish to redrive.
 *
 * @param task the one that is running now
 * @param isNew whether it was begun for this wish; if not, it was running already, perhaps with another rate
 */
public record RedriveStart(MoveTask task, boolean isNew) {

    static RedriveStart now(MoveTask task) {
        return new RedriveStart(task, true);
    }

    static RedriveStart already(MoveTask task) {
        return new RedriveStart(task, false);
    }
}
