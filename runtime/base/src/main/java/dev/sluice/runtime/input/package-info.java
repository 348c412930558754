/** Threads for reading input that is too large for an event loop. */
package dev.sluice.runtime.input;
