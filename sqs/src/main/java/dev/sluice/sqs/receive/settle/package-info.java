/** What becomes of a message in the end: deleted, given back, tried again here, or moved to the dead-letter queue. */
package dev.sluice.sqs.receive.settle;
