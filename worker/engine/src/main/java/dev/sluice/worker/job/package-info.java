/** A job from the moment that its message was understood, the handlers that there are, and the rules for each type. */
package dev.sluice.worker.job;
