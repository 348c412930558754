/**
 * A job's whole way through the worker: messages come in from the channel, are decoded, admitted and run, and the queue is told
 * what became of them. What each step does stands in the step's own package.
 */
package dev.sluice.worker.intake;
