/**
 * What channels are told, checked; and which names of settings a service takes for channels of its own. How the attributes
 * are read is the connector's.
 */
package dev.sluice.sqs.configuration;
