package dev.sluice.worker.job;

import dev.sluice.catalog.JobDefinition;
import dev.sluice.worker.handler.JobHandler;

/**
 * How the jobs of one type are handled.
 *
 * @param payload the record that a job's data is bound to
 */
public record HandlerBinding<P>(String type, Class<P> payload, JobHandler<P> handler, JobRules rules) {

    /** Puts together what belongs together: the handler was found by the definition's payload record. */
    @SuppressWarnings("unchecked")
    static <P> HandlerBinding<P> of(JobDefinition definition, JobHandler<?> handler, JobRules rules) {
        return new HandlerBinding<>(definition.type(), (Class<P>) definition.payload(), (JobHandler<P>) handler, rules);
    }

    /** The handler's class, for people. */
    public String name() {
        return handler.getClass().getName();
    }
}
