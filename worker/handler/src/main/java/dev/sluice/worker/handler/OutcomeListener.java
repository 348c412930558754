package dev.sluice.worker.handler;

/**
 * Is told what became of jobs; any bean that implements it is. It only looks on: what it throws is logged, and nothing that it does
 * changes what happens to a job.
 */
public interface OutcomeListener {

    /**
     * A try of a job has its outcome, and the queue is about to be told. Called on whatever thread has found it
     * out, on several at once: it must not block.
     *
     * @param id the job's
     * @param type the job type's name
     * @param attempt which delivery this was, from 1
     * @param outcome what the handler said, or the worker for it: a job whose data is not valid is rejected, and one that has no
     *     handler here is to be tried again
     */
    void decided(String id, String type, int attempt, Outcome outcome);
}
