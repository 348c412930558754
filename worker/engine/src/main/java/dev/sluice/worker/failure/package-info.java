/** What an exception and its causes say, as text for people; never fails, whatever the exception does. */
package dev.sluice.worker.failure;
