/**
 * Incoming channels: poll, lease, emit; and the end in good order. The packages below have one part of it each, and know
 * nothing of the channel.
 */
package dev.sluice.sqs.receive;
