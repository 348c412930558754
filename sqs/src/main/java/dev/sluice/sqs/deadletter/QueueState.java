package dev.sluice.sqs.deadletter;

/**
 * Where a queue is and how full.
 *
 * @param arn what the message move tasks call it by
 */
public record QueueState(String name, String url, String arn, Depth depth) {}
