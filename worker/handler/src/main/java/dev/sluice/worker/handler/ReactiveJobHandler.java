package dev.sluice.worker.handler;

import io.smallrye.mutiny.Uni;

/** A handler that never blocks: it is called on an event loop and answers later. */
public non-sealed interface ReactiveJobHandler<P> extends JobHandler<P> {

    /**
     * Starts the job.
     *
     * @return what became of it; a failure or a {@code null} item counts as {@link Outcome.Retry}. Cancelling the
     *     subscription must stop the work: that is how a time limit or a lost lease ends it.
     */
    Uni<Outcome> handle(P payload, JobContext context);
}
