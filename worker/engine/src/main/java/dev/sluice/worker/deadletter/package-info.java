/** The operator's interface to the dead letters on the management port: routes, operations, and the form of their answers. */
package dev.sluice.worker.deadletter;
