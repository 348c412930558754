/** The threads that the channels and the connections to SQS live on. Nothing here knows SQS. */
package dev.sluice.sqs.loop;
