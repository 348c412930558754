/** Amazon CloudWatch in this JVM, put together from the packages below, and the metrics that AWS publishes of queues. */
package dev.sluice.localaws.cloudwatch;
