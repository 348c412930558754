/** The records of the job types that come with Sluice. How their jobs are done is the handlers' business. */
package dev.sluice.builtin.job;
