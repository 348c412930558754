/** Puts calls of our own in the place of calls in Quarkus' code, at build time. */
package dev.sluice.ports.deployment;
