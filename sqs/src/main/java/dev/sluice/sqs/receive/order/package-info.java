/** Which of the messages that are here goes to work next: within a queue, and among queues. */
package dev.sluice.sqs.receive.order;
