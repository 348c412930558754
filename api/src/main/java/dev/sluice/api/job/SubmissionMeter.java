package dev.sluice.api.job;

import dev.sluice.runtime.meters.MeterDefinition;

/** What is measured of submissions. */
public final class SubmissionMeter {

    public static final MeterDefinition ACCEPTED =
            MeterDefinition.counter("sluice.submissions.accepted", "Jobs that SQS has acknowledged", "type");
    public static final MeterDefinition REFUSED =
            MeterDefinition.counter("sluice.submissions.rejected", "Submissions that are no valid job (4xx)");
    public static final MeterDefinition UNAVAILABLE = MeterDefinition.counter(
            "sluice.submissions.unavailable", "Submissions that the queue could not take (503)");

    private SubmissionMeter() {}
}
