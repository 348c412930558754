/**
 * Which jobs may run now, which wait here, which go back to the queue, and how many more to ask for. Nothing here runs a job or
 * tells the queue anything.
 */
package dev.sluice.worker.admission;
