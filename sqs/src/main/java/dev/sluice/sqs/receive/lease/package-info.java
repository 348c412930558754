/**
 * This worker's right to a received message: extended while somebody holds it, and given up when it is lost. How a message
 * is settled is elsewhere.
 */
package dev.sluice.sqs.receive.lease;
