package dev.sluice.scaling.world;

/**
 * The delays between a backlog and the instance that works at it, all in seconds.
 *
 * @param metricDelay until the queue's metric of a minute is there to be evaluated. SQS publishes once a minute (Amazon SQS
 *     Developer Guide, "Monitoring with CloudWatch"), and CloudWatch has it some seconds to a minute later
 * @param inServiceDelay from the launch of an instance until its group counts it as in service
 * @param startDelay from the launch until its worker takes jobs: the boot, the platform's set-up, and the pull of the image
 * @param startJitter how much earlier or later that may be
 * @param warmUp the policies' EstimatedInstanceWarmup, as in deploy/bundle/worker/scaling
 * @param metricPause how long a queue's metrics go on after the queue was last active: six hours (Amazon SQS Developer Guide,
 *     "Monitoring Amazon SQS queues using CloudWatch")
 * @param metricResumption how long it takes at most until they are back once it is active again: 15 minutes (as above)
 * @param drainGrace how long jobs in work may go on when their instance is terminated; then they go back to the queue
 */
public record Aws(
        int metricDelay,
        int inServiceDelay,
        int startDelay,
        int startJitter,
        int warmUp,
        int metricPause,
        int metricResumption,
        int drainGrace) {

    /** Seconds of a period of the queue's metrics and of each alarm. */
    public static final int PERIOD = 60;

    public static final Aws USUAL = new Aws(60, 45, 150, 30, 180, 6 * 3600, 900, 25);
}
