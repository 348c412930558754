/**
 * Recording what {@link dev.sluice.sqs.SqsMeter} lists, and the barrier that keeps what only observes from deciding
 * anything.
 */
package dev.sluice.sqs.meter;
