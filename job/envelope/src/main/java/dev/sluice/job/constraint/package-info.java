/** Constraints that any payload may carry. What only one job type needs stands beside its record. */
package dev.sluice.job.constraint;
