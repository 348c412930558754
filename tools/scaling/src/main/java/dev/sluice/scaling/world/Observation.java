package dev.sluice.scaling.world;

import java.util.OptionalLong;

/**
 * What the metrics tell of a minute, once they are there. SQS leaves out what it has nothing to say of.
 *
 * @param visible AWS/SQS ApproximateNumberOfMessagesVisible; absent while the queue's metrics pause
 * @param notVisible AWS/SQS ApproximateNumberOfMessagesNotVisible: what is in work; absent when nothing is, too
 * @param inService AWS/AutoScaling GroupInServiceInstances
 * @param desired AWS/AutoScaling GroupDesiredCapacity
 */
public record Observation(OptionalLong visible, OptionalLong notVisible, int inService, int desired) {}
