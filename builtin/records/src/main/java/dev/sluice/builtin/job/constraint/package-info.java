/** The constraints of HTTP headers that a job sets. What any job type may need is in {@code dev.sluice.job.constraint}. */
package dev.sluice.builtin.job.constraint;
