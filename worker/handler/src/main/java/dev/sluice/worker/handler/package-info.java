/** What a handler is written against: what it implements, what it may know of its job, and what it answers. */
package dev.sluice.worker.handler;
