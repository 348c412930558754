/** What the interface to the dead letters answers when it cannot do what was asked for. */
package dev.sluice.worker.deadletter.problem;
