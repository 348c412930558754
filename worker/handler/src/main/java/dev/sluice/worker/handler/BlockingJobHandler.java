package dev.sluice.worker.handler;

/** A handler in plain blocking code: each call has a virtual thread of its own. */
public non-sealed interface BlockingJobHandler<P> extends JobHandler<P> {

    /**
     * Does the job.
     *
     * @return what became of it; {@code null} counts as {@link Outcome.Retry}
     * @throws Exception counts as {@link Outcome.Retry} with what the exception and its causes say as the reason; its stack
     *     trace is logged and written on the dead letter after the last try. An
     *     {@link InterruptedException} is how a time limit or a lost lease ends the work.
     */
    Outcome handle(P payload, JobContext context) throws Exception;
}
