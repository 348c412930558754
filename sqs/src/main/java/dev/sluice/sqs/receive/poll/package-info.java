/** When to ask a queue for messages, and for how many. */
package dev.sluice.sqs.receive.poll;
