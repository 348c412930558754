package dev.sluice.scaling.world;

/**
 * What the metrics tell of a minute, once they are there.
 *
 * @param visible AWS/SQS ApproximateNumberOfMessagesVisible
 * @param notVisible AWS/SQS ApproximateNumberOfMessagesNotVisible: what is in work
 * @param inService AWS/AutoScaling GroupInServiceInstances
 */
public record Observation(long visible, int notVisible, int inService) {}
