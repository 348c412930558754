/** What the log, the metrics, the traces and whoever listens are told of jobs. Nothing here decides what happens to a job. */
package dev.sluice.worker.telemetry;
