/**
 * What an application imports: the metadata of messages, how a message may be nacked, what can go wrong, and the meters.
 * It depends on nothing else of the connector. What a person does about dead letters is in {@code
 * dev.sluice.sqs.deadletter}.
 */
package dev.sluice.sqs;
