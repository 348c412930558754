/**
 * The two resources of the API, {@code /jobs} and {@code /job-types}: {@link dev.sluice.api.job.JobsResource} tells how a
 * request becomes a job in the queue. The rules that a job must keep are in {@code dev.sluice.client}.
 */
package dev.sluice.api.job;
