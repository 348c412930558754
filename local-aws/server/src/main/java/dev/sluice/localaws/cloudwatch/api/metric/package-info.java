/** The requests and answers that write metrics and read them. */
package dev.sluice.localaws.cloudwatch.api.metric;
