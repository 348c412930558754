package dev.sluice.worker.deadletter;

import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.RegisterForReflection;

import dev.sluice.sqs.deadletter.MoveTask;
import dev.sluice.sqs.deadletter.RedriveStart;

/**
 * A redrive, as an answer shows it; see {@link MoveTask}.
 *
 * @param startedAt ISO 8601
 */
@RegisterForReflection
record RedriveView(
        String status,
        String destination,
        Integer ratePerSecond,
        long moved,
        Long toMove,
        String startedAt,
        String failure) {

    static RedriveView of(MoveTask task) {
        return new RedriveView(
                task.status(),
                task.destination().orElse(null),
                task.ratePerSecond().orElse(null),
                task.moved(),
                task.toMove().orElse(null),
                task.startedAt().toString(),
                task.failure().orElse(null));
    }

    /** The latest redrives, the last one first. */
    @RegisterForReflection
    record Latest(String queue, List<RedriveView> redrives) {

        static Latest of(String queue, List<MoveTask> tasks) {
            return new Latest(queue, tasks.stream().map(RedriveView::of).toList());
        }
    }

    /**
     * The redrive that is under way now.
     *
     * @param started whether this request has begun it; if not, it was under way already
     */
    @RegisterForReflection
    record Started(String queue, boolean started, RedriveView redrive) {

        static Started of(String queue, RedriveStart start) {
            return new Started(queue, start.isNew(), RedriveView.of(start.task()));
        }
    }

    /**
     * What became of the wish to cancel.
     *
     * @param cancelled whether there was a redrive to cancel
     * @param redrive that one; null when there was none
     */
    @RegisterForReflection
    record Cancelled(String queue, boolean cancelled, RedriveView redrive) {

        static Cancelled of(String queue, Optional<MoveTask> task) {
            return new Cancelled(
                    queue, task.isPresent(), task.map(RedriveView::of).orElse(null));
        }
    }
}
