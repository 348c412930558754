/** The data: what is written, how it is kept, and what is read from it. */
package dev.sluice.localaws.cloudwatch.metrics;
