/** Who may use the interface to the dead letters. */
package dev.sluice.worker.deadletter.access;
