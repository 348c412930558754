/** Keeps Auto Scaling from terminating the instance of a busy worker. */
package dev.sluice.worker.scalein;
