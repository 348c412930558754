/**
 * The body of a request, read within bounds of size, time and memory; also one that nobody reads.
 */
package dev.sluice.api.body;
