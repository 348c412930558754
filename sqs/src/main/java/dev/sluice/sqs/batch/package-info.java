/**
 * Turning single entries into batch requests, with an answer for each entry. It does not know what the requests are.
 */
package dev.sluice.sqs.batch;
