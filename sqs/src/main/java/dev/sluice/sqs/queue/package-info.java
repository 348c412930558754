/**
 * One queue as seen from outside: its name and address, its redrive policy, its health, and what a failed request means.
 * What travels through it is elsewhere.
 */
package dev.sluice.sqs.queue;
