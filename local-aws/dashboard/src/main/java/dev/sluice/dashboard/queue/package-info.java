/** The queues of the local SQS and their dead letters, as they are now. */
package dev.sluice.dashboard.queue;
