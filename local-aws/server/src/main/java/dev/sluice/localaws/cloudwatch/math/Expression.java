package dev.sluice.localaws.cloudwatch.math;

import dev.sluice.localaws.cloudwatch.metrics.Periods;

/** A parsed expression. */
interface Expression {

    Value evaluate(Scope scope);

    /** What an expression is evaluated with. */
    interface Scope {

        /** The result of the query with that id. */
        Value valueOf(String id);

        /** The results of all queries that are metrics. */
        Value.Array metrics();

        /** The time that is looked at. */
        Periods periods();
    }
}
