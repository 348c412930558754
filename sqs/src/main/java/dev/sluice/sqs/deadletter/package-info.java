/**
 * What a person can do about dead letters: list, look, redrive and purge. Public, for an application's own tools; the way
 * of a message to its dead-letter queue is in {@code dev.sluice.sqs.receive.settle}.
 */
package dev.sluice.sqs.deadletter;
