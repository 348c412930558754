/** Outgoing channels: from a message of the stream to SQS's acknowledgement. */
package dev.sluice.sqs.send;
