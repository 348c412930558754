/**
 * Amazon SQS in this JVM: ElasticMQ with today's quotas, queues with their dead-letter queues, and the check that keeps
 * web pages away from the ports. It knows nothing of Sluice.
 */
package dev.sluice.localaws;
