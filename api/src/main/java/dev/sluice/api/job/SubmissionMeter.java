package dev.sluice.api.job;

import dev.sluice.runtime.meters.MeterDefinition;

/** What is measured of submissions. */
public final class SubmissionMeter {

    public static final MeterDefinition ACCEPTED =
            MeterDefinition.counter("sluice.submissions.accepted", "Jobs acknowledged by SQS", "type");
    public static final MeterDefinition REFUSED =
            MeterDefinition.counter("sluice.submissions.rejected", "Invalid submissions (4xx)");
    public static final MeterDefinition UNAVAILABLE = MeterDefinition.counter(
            "sluice.submissions.unavailable", "Submissions that failed because the queue was unavailable (503)");

    private SubmissionMeter() {}
}
