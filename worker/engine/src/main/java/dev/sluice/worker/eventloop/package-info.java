/** The event loops that handlers run on, and the thread that watches them. Knows nothing of messages or slots. */
package dev.sluice.worker.eventloop;
